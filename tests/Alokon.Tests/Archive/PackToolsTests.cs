using System.Diagnostics;
using System.Security.Cryptography;
using Alokon.Host.Commands;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Archive;

/// <summary>Without Alokon: unzip, coreutils and openssl as real processes. And the command of our own.</summary>
public sealed class PackToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Zip => Path.Combine(_folder.Path, "paket.zip");

    public PackToolsTests() => File.WriteAllBytes(Zip, SamplePack.Bytes);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Coreutils_and_openssl_accept_a_pack()
    {
        await RunAsync("unzip", "-q", "-tq", "paket.zip");
        await RunAsync("unzip", "-q", "paket.zip");
        await RunAsync("sha256sum", "--strict", "-c", "SHA256SUMS");
        Assert.Contains("Verified OK", await RunAsync("openssl", "dgst", "-sha256", "-verify", "kunci.pem", "-signature", "manifest.sig", "manifest.json"));
        Assert.Contains("Alokon 3315", await RunAsync("openssl", "x509", "-in", "sertifikat.pem", "-noout", "-subject"));
        await RunAsync("openssl", "verify", "-CAfile", "sertifikat.pem", "-attime", "1791849600", "sertifikat.pem");
        var files = (await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "SHA256SUMS"))).Select(l => l[66..]).Order();
        Assert.Equal(
            Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_folder.Path, f))
                .Where(f => f is not ("paket.zip" or "SHA256SUMS" or "manifest.sig"))
                .Order(),
            files);
    }

    [Fact]
    public async Task The_events_can_be_followed_with_sha256sum_alone()
    {
        await RunAsync("unzip", "-q", "paket.zip");
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "peristiwa.jsonl"));
        var last = await RunAsync("bash", "-c", "tail -n 1 peristiwa.jsonl | tr -d '\\n' | sha256sum | cut -c1-64");
        var second = await RunAsync("bash", "-c", "head -n 1 peristiwa.jsonl | tr -d '\\n' | sha256sum | cut -c1-64");

        Assert.Contains($"\"lastHash\": \"{last.Trim()}\"", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "manifest.json")));
        Assert.Contains($"\"prev\":\"{second.Trim()}\"", lines[1]);
    }

    [Fact]
    public async Task The_command_accepts_a_whole_pack_and_says_what_is_proven()
    {
        var key = Path.Combine(_folder.Path, "kantor.pem");
        await File.WriteAllTextAsync(key, SamplePack.Key.Published.PublicKey);

        var alone = await VerifyAsync(Zip);
        var withKey = await VerifyAsync(Zip, "--key", key);

        Assert.Equal((0, ""), (alone.Code, alone.Error));
        Assert.Contains("Asal belum terbukti", alone.Output);
        Assert.Contains("CONTOH", alone.Output);
        Assert.Equal((0, ""), (withKey.Code, withKey.Error));
        Assert.Contains("Asal terbukti", withKey.Output);
    }

    [Fact]
    public async Task The_command_refuses_with_one_line_that_names_the_place()
    {
        var broken = SamplePack.Bytes.ToArray();
        broken[^1] ^= 1;
        await File.WriteAllBytesAsync(Zip, broken);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = Path.Combine(_folder.Path, "lain.pem");
        await File.WriteAllTextAsync(key, other.ExportSubjectPublicKeyInfoPem());

        var structure = await VerifyAsync(Zip);
        await File.WriteAllBytesAsync(Zip, SamplePack.Bytes);
        var wrongKey = await VerifyAsync(Zip, "--key", key);
        var missing = await VerifyAsync(Path.Combine(_folder.Path, "tidak-ada.zip"));

        Assert.Equal((1, "", $"Paket tidak sah. ZIP, byte {broken.Length - 1}: susunan ZIP berubah.\n"), (structure.Code, structure.Output, structure.Error));
        Assert.Equal((1, ""), (wrongKey.Code, wrongKey.Output));
        Assert.StartsWith("Paket tidak sah. kunci.pem:", wrongKey.Error);
        Assert.Equal((2, 1), (missing.Code, missing.Error.Count(c => c == '\n')));
        Assert.Equal(2, (await VerifyAsync()).Code);
        Assert.Equal(2, (await VerifyAsync(Zip, "--kunci", key)).Code);
    }

    private static async Task<(int Code, string Output, string Error)> VerifyAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // a program that cannot start throws
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {process.ExitCode} {output} {await error}");
        return output;
    }
}
