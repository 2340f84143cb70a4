using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Sop.Activities;

/// <summary>What the admin set for one step in the definition.</summary>
internal sealed record StepInputs(
    string Key,
    string Label,
    string SopLabel,
    string Role,
    JsonObject Standard,
    IReadOnlyList<string> Kelengkapan,
    IReadOnlyList<DocumentRule> Documents,
    IReadOnlyList<OutcomeOption> Outcomes,
    IReadOnlyList<string> DifferentFrom)
{
    /// <summary>In the order of the designer's panel: who, what, how long, papers, documents, answers.</summary>
    public static readonly IReadOnlyList<InputDescriptor> Descriptors =
    [
        new("label", "String", "Nama langkah", "Kegiatan seperti tertulis di SOP; kosong: nama jenis kegiatannya.", "singleline", null, "Langkah"),
        new("sopLabel", "String", "Nomor di SOP", "Nomor baris yang tercetak di SOP; boleh berulang.", "singleline", null, "Langkah"),
        new("role", "String", "Pelaksana", "Peran yang mengerjakan langkah ini. Yang memegang jabatannya melihat tugasnya di kotak tugas.", "dropdown", null, "Langkah"),
        new("standard", "Object", "Standar waktu", "Mutu baku waktu: jenis dan jumlah.", "json-editor", """{"kind":"none"}""", "Mutu baku"),
        new("kelengkapan", "Object", "Kelengkapan", "Berkas yang harus ada. Yang belum tercantum ditulis di isian berikutnya.", "checklist", "[]", "Mutu baku"),
        new("documents", "Object", "Dokumen terbit", "Kode dokumen dan pada keputusan apa diterbitkan.", "json-editor", "[]", "Mutu baku"),
        new("outcomes", "Object", "Keputusan", "Kunci dan tulisan tombol setiap keputusan.", "json-editor", null, "Keputusan"),
        new("differentFrom", "Object", "Orang harus berbeda dari", "Kunci langkah (atau permohonan) yang pelaksananya tidak boleh orang yang sama; satu per isian, tekan Enter.", "multitext", "[]", "Keputusan"),
        new("stepKey", "String", "Kunci langkah", "Nama tetap langkah ini dalam catatan dan laporan; jangan diubah sesudah ada berkas berjalan. Kosong: id kegiatan.", "singleline", null, "Langkah"),
    ];

    public static StepInputs Read(ActivityContext context, SopStepType type)
    {
        var outcomes = context.Input<List<OutcomeOption>>("outcomes");
        return new StepInputs(
            context.Input<string>("stepKey") is { Length: > 0 } key ? key : context.Node.Id,
            context.Input<string>("label") is { Length: > 0 } label ? label : type.DisplayName,
            context.Input<string>("sopLabel") ?? string.Empty,
            context.Input<string>("role") ?? string.Empty,
            context.InputJson("standard") as JsonObject ?? new JsonObject { ["kind"] = "none" },
            context.Input<List<string>>("kelengkapan") ?? [],
            context.Input<List<DocumentRule>>("documents") ?? [],
            outcomes is { Count: > 0 } ? outcomes : type.Outcomes,
            context.Input<List<string>>("differentFrom") ?? []);
    }

    public bool Offers(string outcome) => Outcomes.Any(o => o.Key == outcome);
}

/// <param name="Outcomes">Issued on these answers; empty = on every answer.</param>
internal sealed record DocumentRule(string Code, IReadOnlyList<string>? Outcomes)
{
    public bool IsIssuedOn(string outcome) => Outcomes is null or { Count: 0 } || Outcomes.Contains(outcome);
}
