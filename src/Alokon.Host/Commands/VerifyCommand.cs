using System.Globalization;
using Alokon.Host.Texts;
using Alokon.Sop.Archive;

namespace Alokon.Host.Commands;

/// <summary>Checks an archive pack offline: 0 and a summary, 1 and the first thing that does not hold, 2 when it could not even begin.</summary>
internal static class VerifyCommand
{
    private const string Usage = "Pemakaian: ./alokon verify PAKET.zip [--key kunci.pem]";

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (Parse(args) is not { } files)
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            var pack = await File.ReadAllBytesAsync(files.Pack);
            var key = files.Key is null ? null : await File.ReadAllTextAsync(files.Key);
            var verdict = PackVerifier.Verify(pack, key);
            if (verdict.IsRefused(out var refusal))
            {
                await error.WriteLineAsync($"Paket tidak sah. {IndonesianTexts.Of(refusal)}");
                return 1;
            }

            await output.WriteLineAsync(Summary(verdict.Value));
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"Tidak dapat membaca berkas: {failure.Message}");
            return 2;
        }
    }

    private static (string Pack, string? Key)? Parse(string[] args)
    {
        string? pack = null;
        string? key = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--key" && key is null && i + 1 < args.Length)
            {
                key = args[++i];
            }
            else if (pack is null && !args[i].StartsWith("--", StringComparison.Ordinal))
            {
                pack = args[i];
            }
            else
            {
                return null;
            }
        }

        return pack is null ? null : (pack, key);
    }

    private static string Summary(PackSummary summary)
    {
        var m = summary.Manifest;
        var hidden = m.Attachments.Count(a => a.Restricted);
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"Paket utuh: {m.Documents.Count} dokumen, {m.Attachments.Count} lampiran ({hidden} terbatas, hanya sidiknya), {m.Events.Count} peristiwa, {m.Files.Count} berkas dalam manifest."),
            string.Create(CultureInfo.InvariantCulture, $"Kasus {m.Case.Number ?? m.Case.Id.ToString()} ({m.Case.Status}), kantor {m.Office}, alur {m.Definition.Id} versi {m.Definition.Version}, disegel {m.SealedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
        ];
        if (m.Demo)
        {
            lines.Add("PAKET CONTOH (demo): bukan arsip resmi.");
        }

        lines.Add(summary.OriginProven
            ? $"Asal terbukti: ditandatangani dengan kunci yang diberikan ({m.Key})."
            : $"Asal belum terbukti: isi utuh, tetapi kunci di dalam paket ({m.Key}) belum dibandingkan. Ambil kunci dari kantor penerbit dan beri --key kunci.pem.");
        return string.Join(Environment.NewLine, lines);
    }
}
