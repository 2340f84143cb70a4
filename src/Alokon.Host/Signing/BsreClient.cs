using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Host.Signing;

/// <param name="Address">Ends with a slash.</param>
/// <param name="Basic">Account and secret of the office, as HTTP wants them.</param>
internal sealed record BsreAccess(Uri Address, string Basic);

/// <param name="Reference">By which the service gives it out again; null: it did not say.</param>
internal sealed record BsreAnswer(byte[] Pdf, string? Reference);

/// <summary>
/// Speaks with BSrE's Esign Client Service (version 1 of its interface): a form with paper, NIK and passphrase, answered with the signed paper.
/// Follows no redirect, keeps no cookie, ends after a time and a size. What it says of a failure is never told on but for its code: the texts of
/// the service may name persons.
/// </summary>
internal sealed class BsreClient(ILogger<BsreClient> log, TimeSpan? limit = null) : IDisposable
{
    private const int Largest = 32 * 1024 * 1024;
    private const string ReferenceHeader = "id_dokumen";

    private readonly TimeSpan _limit = limit ?? TimeSpan.FromSeconds(60);
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each call has its own
    };

    public async Task<Outcome<BsreAnswer>> SignAsync(BsreAccess access, string nik, string passphrase, SigningOrder order, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(order.Pdf) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        form.Add(file, "\"file\"", "\"surat.pdf\"");
        // The paper shows who signs where: that is drawn before it goes out, and signed with the rest.
        foreach (var (name, value) in new[] { ("nik", nik), ("passphrase", passphrase), ("tampilan", "invisible"), ("reason", order.Title), ("location", order.Place) })
        {
            form.Add(new StringContent(value), $"\"{name}\"");
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(access.Address, "api/sign/pdf")) { Content = form };
        string? reference = null;
        var answer = await CallAsync(access, message, told => reference = told, ct);

        // Signed there, and lost on the way: it is given out once more.
        return answer.Refusal is SignatureRefusal.TimedOut or SignatureRefusal.Unavailable && reference is not null ? await FetchAsync(access, reference, ct) : answer;
    }

    public void Dispose() => _client.Dispose();

    private async Task<Outcome<BsreAnswer>> FetchAsync(BsreAccess access, string reference, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(access.Address, $"api/sign/download/{Uri.EscapeDataString(reference)}"));
        var answer = await CallAsync(access, message, _ => { }, ct);
        return answer.Refusal is null ? answer.Value with { Reference = reference } : answer;
    }

    private async Task<Outcome<BsreAnswer>> CallAsync(BsreAccess access, HttpRequestMessage message, Action<string> refer, CancellationToken ct)
    {
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", access.Basic);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(_limit);
        try
        {
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timed.Token);
            var reference = response.IsSuccessStatusCode && response.Headers.TryGetValues(ReferenceHeader, out var values) ? values.First() : null;
            if (reference is not null)
            {
                refer(reference);
            }

            return await ReadAsync(response.Content, timed.Token) is not { } body ? new SignatureRefusal.NoPdf() : Judge(response.StatusCode, body, reference);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            log.SigningTimedOut(access.Address.Host);
            return new SignatureRefusal.TimedOut();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            log.SigningUnavailable(access.Address.Host, broken.Message);
            return new SignatureRefusal.Unavailable();
        }
    }

    private Outcome<BsreAnswer> Judge(HttpStatusCode status, byte[] body, string? reference)
    {
        if (status == HttpStatusCode.OK && body.AsSpan().StartsWith("%PDF-"u8))
        {
            return new BsreAnswer(body, reference);
        }

        var code = CodeIn(body);
        log.SigningRefused((int)status, code ?? 0);
        return code switch
        {
            2031 => new SignatureRefusal.WrongPassphrase(),
            2021 => new SignatureRefusal.NoCertificate(),
            2011 => new SignatureRefusal.UnknownNik(),
            _ when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SignatureRefusal.AccessDenied(),
            _ when (int)status >= 500 => new SignatureRefusal.Unavailable(),
            { } other => new SignatureRefusal.Rejected(other),
            _ when status == HttpStatusCode.OK => new SignatureRefusal.NoPdf(),
            _ => new SignatureRefusal.Rejected((int)status),
        };
    }

    private static int? CodeIn(byte[] body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?["status_code"] is JsonValue value && (value.TryGetValue(out int code) || (value.TryGetValue(out string? text) && int.TryParse(text, out code)))
                ? code
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null: it is more than a paper can be.</returns>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var buffer = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, ct)) > 0;)
        {
            if (buffer.Length + read > Largest)
            {
                return null;
            }

            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }
}
