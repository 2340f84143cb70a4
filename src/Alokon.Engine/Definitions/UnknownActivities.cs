using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>What publishing says of an activity that nobody here runs: where Elsa has it, what to draw instead.</summary>
internal static class UnknownActivities
{
    private const string Answered = "panggilan dijawab 202 sebelum alurnya berjalan, jadi alur tidak dapat menulis jawabannya. Hapus kegiatan ini, dan kirim hasilnya dengan Elsa.SendHttpRequest, atau biarkan program pemanggil mengambilnya lewat API";
    private const string Files = "alur tidak menyimpan berkas unduhan. Pakai Elsa.SendHttpRequest dengan isi JSON, atau RunTask yang dikerjakan program luar";
    private const string Code = "kode itu tidak dapat dibatasi. Tulis skripnya dengan Elsa.RunJavaScript, atau pakai RunTask yang dikerjakan program luar";
    private const string Mail = "tidak ada pengirim surel di sini. Pakai Elsa.SendHttpRequest ke layanan surel dinas, atau RunTask yang dikerjakan program luar";
    private const string Charts = "yang dijalankan di sini adalah Elsa.Flowchart dan Elsa.Sequence. Gambar ulang sebagai bagan alur";
    private const string People = "pegawai bekerja lewat langkah SOP. Pakai langkah Alokon, yang punya pelaksana, formulir dan mutu baku";

    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["Elsa.WriteHttpResponse"] = Answered,
        ["Elsa.WriteFileHttpResponse"] = Answered,
        ["Elsa.DownloadHttpFile"] = Files,
        ["Elsa.FlowSendHttpRequest"] = "pakai Elsa.SendHttpRequest, yang menjalankan kegiatan menurut expectedStatusCodes",
        ["Elsa.RunCSharp"] = Code,
        ["Elsa.RunPython"] = Code,
        ["Elsa.SendEmail"] = Mail,
        ["Elsa.StateMachine"] = Charts,
        ["Elsa.UserTask"] = People,
        ["Elsa.ReadLine"] = People,
        ["Elsa.NotFoundActivity"] = "jenis aslinya sudah hilang ketika alur ini diekspor. Hapus kegiatan ini, lalu gambar penggantinya",
    };

    public static Finding Of(ActivityNode node) => new(Severity.Error, "unknown-activity", node.Id, Text(node));

    private static string Text(ActivityNode node)
    {
        if (CalleeReference.From(node) is { } callee)
        {
            return $"Alur {node.Type} ({callee.DefinitionId}) yang dijalankan di sini belum diterbitkan, atau menjalankan dirinya sendiri. Terbitkan alur itu dahulu, atau hapus kegiatan ini.";
        }

        var instead = node.Type.StartsWith("Elsa.Bpmn", StringComparison.Ordinal) ? Charts : Instead.GetValueOrDefault(node.Type);
        return instead is null
            ? $"Jenis kegiatan {node.Type} tidak dikenal. Ganti dengan kegiatan yang tersedia."
            : $"Kegiatan {node.Type} tidak dijalankan di sini: {instead}.";
    }
}
