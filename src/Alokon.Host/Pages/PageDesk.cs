using System.Security.Cryptography;
using System.Text;
using Alokon.Engine;
using Alokon.Host.Demo;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Host.Pages;

/// <summary>
/// Where the parts of one page ask the rooms. One question at a time: layout and page are rendered side by side, and one
/// scope has one unit of work.
/// </summary>
public sealed class PageDesk(IMediator mediator, Caller caller, DemoMode demo) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private Surroundings? _surroundings;

    public bool IsDemo => demo.On;

    public bool IsSignedIn => caller.Officer is not null;

    /// <summary>Whose Plt. signs, who may what: the officer as the rooms see it.</summary>
    public Officer Officer => caller.Officer ?? throw new InvalidOperationException("Expected an officer: only pages behind the sign-in ask.");

    public async Task<Outcome<T>> SendAsync<T>(IRequest<Outcome<T>> request, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await mediator.Send(request, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Sends a command under the key that the form carries: pressed twice, or sent again over a bad line, it happens once.</summary>
    public async Task<Outcome<T>> SendOnceAsync<T>(IRequest<Outcome<T>> request, HttpRequest http, CancellationToken ct)
    {
        caller.IdempotencyKey = http.Form["kunci"].ToString() is { Length: > 0 and <= 200 } key ? key : null;
        caller.RequestHash = Fingerprint(http);
        try
        {
            return await SendAsync(request, ct);
        }
        finally
        {
            caller.IdempotencyKey = null;
        }
    }

    /// <summary>Who I am, where, and what time it is there; asked once per page.</summary>
    public async Task<Surroundings> LookAroundAsync(CancellationToken ct)
    {
        if (_surroundings is null && IsSignedIn)
        {
            var me = await SendAsync(new Me(), ct);
            var clock = await SendAsync(new ReadClock(), ct);
            _surroundings = new Surroundings(me.Refusal is null ? me.Value : null, clock.Refusal is null ? clock.Value.Now : null);
        }

        return _surroundings ??= new Surroundings(null, null);
    }

    public void Dispose() => _one.Dispose();

    // The anti-forgery token differs from one drawing of the form to the next; what was decided does not.
    private static string Fingerprint(HttpRequest http) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            http.Path + "\n" + string.Join('\n', http.Form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)).Select(f => $"{f.Key}={f.Value}").Order(StringComparer.Ordinal)))));
}

/// <param name="Me">None: nobody has signed in.</param>
public sealed record Surroundings(MeView? Me, DateTimeOffset? Clock)
{
    public LocalTime Time { get; } = Me is null ? LocalTime.Jakarta : new LocalTime(Me.Office.Zone);

    public DateTimeOffset Now => Clock ?? throw new InvalidOperationException("Expected the database's clock: only pages behind the sign-in ask.");

    public bool May(string permission) => Me?.Permissions.Contains(permission) == true;
}
