using System.Security.Cryptography;
using System.Text;
using Alokon.Engine;

namespace Alokon.Host.Api;

/// <summary>Takes the Idempotency-Key header and the fingerprint of the request to the <see cref="Caller"/>; the pipeline does the rest.</summary>
internal static class IdempotencyKeys
{
    private const int MaxLength = 128;

    public static IApplicationBuilder UseIdempotencyKeys(this IApplicationBuilder app) =>
        app.Use(async (http, next) =>
        {
            var key = http.Request.Headers["Idempotency-Key"].ToString();
            if (key.Length == 0 || !HttpMethods.IsPost(http.Request.Method))
            {
                await next(http);
                return;
            }

            http.Request.EnableBuffering();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            // If-Match is left out: the same decision sent again with another version is still the same decision.
            hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }

            http.Request.Body.Position = 0;
            var caller = http.RequestServices.GetRequiredService<Caller>();
            caller.IdempotencyKey = key;
            caller.RequestHash = Convert.ToHexStringLower(hash.GetHashAndReset());
            await next(http);
        });
}
