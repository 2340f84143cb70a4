using System.Text.Json.Nodes;
using Alokon.Host.Texts;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows.Comparing;

namespace Alokon.Host.Pages.Designer;

/// <summary>A difference between two versions, in a sentence.</summary>
internal static class ChangeText
{
    /// <summary>The sentence before the old and the new value.</summary>
    public static string Of(DefinitionChange change) => change.Kind switch
    {
        ChangeKind.StepAdded => $"Langkah baru: {change.Subject}{(change.Field.Length > 0 ? $", oleh {Words.Of("role", change.Field)}" : ", pelaksana belum dipilih")}{Behind(change)}.",
        ChangeKind.StepRemoved => $"Langkah dihapus: {change.Subject}.",
        ChangeKind.StepMoved => $"Langkah dipindahkan: {change.Subject}{(change.After.Length > 0 ? Behind(change) : ", sekarang yang pertama")}.",
        ChangeKind.StepChanged => $"{change.Subject}: {Field(change.Field)} berubah",
        ChangeKind.WayChanged => $"{change.Subject}: jawaban “{change.Field}” menuju tempat lain",
        ChangeKind.OtherAdded => $"Ditambahkan di diagram: {change.Subject} ({change.Field}).",
        ChangeKind.OtherRemoved => $"Dihapus dari diagram: {change.Subject} ({change.Field}).",
        ChangeKind.OtherChanged => $"Isian berubah di diagram: {change.Subject} ({change.Field}).",
        ChangeKind.HeadChanged => $"{Field(change.Field)} berubah",
    };

    /// <summary>The value as a page shows it: roles and standards in words.</summary>
    public static string Value(DefinitionChange change, string value) =>
        value.Length == 0 ? "kosong"
        : change.Field switch
        {
            "role" => Words.Of("role", value),
            "standard" => StandardText.Of(JsonNode.Parse(value)),
            "differentFrom" => string.Join("; ", value.Split("; ").Select(step => Words.Of("stepkey", step))),
            "service" => Service(value),
            "pausesService" => value == "true" ? "ya" : "tidak",
            _ => value,
        };

    public static bool HasValues(DefinitionChange change) => change.Kind is ChangeKind.StepChanged or ChangeKind.WayChanged or ChangeKind.HeadChanged;

    /// <summary>Behind the new value: none where it brings its own (“Sri Contoh, S.Sos.”).</summary>
    public static string FullStop(DefinitionChange change) => Value(change, change.After).EndsWith('.') ? "" : ".";

    private static string Behind(DefinitionChange change) => change.After.Length > 0 ? $", sesudah {change.After}" : "";

    private static string Service(string json) => JsonNode.Parse(json) is JsonObject service
        ? string.Join("; ", service.Select(member => member.Key == "until" ? $"sampai {Words.Of("stepkey", member.Value?.ToString())}" : $"{Words.Of("kind", member.Key)}: {StandardText.Of(member.Value)}"))
        : json;

    private static string Field(string field) => field switch
    {
        "number" => "nomor",
        "kegiatan" => "nama kegiatan",
        "role" or "pelaksana" => "pelaksana",
        "wording" => "kelengkapan",
        "waktu" => "tulisan waktu",
        "standard" => "standar waktu",
        "output" => "output",
        "keterangan" => "keterangan",
        "bagian" => "judul bagian",
        "type" => "jenis langkah",
        "kelengkapan" => "berkas yang harus ada",
        "documents" => "dokumen yang terbit",
        "outcomes" => "pilihan keputusan",
        "differentFrom" => "langkah yang orangnya harus berbeda",
        "pausesService" => "penghentian waktu layanan",
        "stepKey" => "kunci langkah",
        "title" => "Nama SOP",
        "name" => "Nama alur",
        "revision" => "Revisi",
        "createdOn" => "Tanggal pembuatan",
        "revisedOn" => "Tanggal revisi",
        "effectiveOn" => "Tanggal efektif",
        "approvedOn" => "Tanggal pengesahan",
        "approvedBy" => "Pejabat yang mengesahkan",
        "signatory" => "Penanda tangan",
        "legalBasis" => "Dasar hukum",
        "qualification" => "Kualifikasi pelaksana",
        "related" => "Keterkaitan",
        "equipment" => "Peralatan",
        "warnings" => "Peringatan",
        "recording" => "Pencatatan",
        "service" => "Waktu layanan",
        "performers" => "Kolom pelaksana",
        "inputs" => "Masukan alur",
        "variables" => "Variabel alur",
        _ => field,
    };
}
