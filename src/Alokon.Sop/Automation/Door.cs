using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Outbox;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>A program calls an address of the office. It has no account; the office's token is its key.</summary>
/// <param name="Key">Idempotency-Key of the caller; none: each call counts.</param>
[AllowAnyone]
public sealed record CallHook(int Office, string Token, string Method, string Path, JsonObject Call, string? Key) : IRequest<Outcome<StimulusTaken>>, ICommand, INamesOffice
{
    // Records print their members; the token must not reach a log that way.
    public override string ToString() => $"CallHook {Office} {Method} {Path}";
}

public sealed class CallHookHandler(UnitOfWork work, WakeWorkers wake) : IRequestHandler<CallHook, Outcome<StimulusTaken>>
{
    private const int LongestKey = 128;

    public async Task<Outcome<StimulusTaken>> Handle(CallHook request, CancellationToken cancellationToken)
    {
        if (!await DoorRows.IsTokenAsync(work, request.Token, cancellationToken))
        {
            return new AutomationRefusal.TokenWrong();
        }

        if (request.Key is { Length: 0 or > LongestKey })
        {
            return new InvalidInput("Idempotency-Key", "idempotency-key-length", $"{LongestKey}");
        }

        var fingerprint = DerivedId.StimulusHash($"{request.Method} {request.Path}", request.Call.ToJsonString());
        if (request.Key is not null && await IdempotencyRows.FindAsync(work, $"hook:{request.Key}", cancellationToken) is { } known)
        {
            return known.RequestHash.AsSpan().SequenceEqual(fingerprint)
                ? JsonSerializer.Deserialize<StimulusTaken>(known.Response, JsonSerializerOptions.Web)! // written below
                : new IdempotencyKeyReused();
        }

        var subject = HttpEndpoint.Subject(request.Method, request.Path);
        var hash = DerivedId.StimulusHash(HttpEndpoint.Type, subject);
        if ((await TriggerRows.FindAsync(work, hash, cancellationToken)).Count == 0 && !await StimulusRows.IsAwaitedAsync(work, hash, cancellationToken))
        {
            return new AutomationRefusal.NobodyAnswers(subject);
        }

        var taken = Stimuli.Take(work, wake, new(HttpEndpoint.Type, subject, request.Call, null, null));
        if (request.Key is not null)
        {
            IdempotencyRows.Remember(work, $"hook:{request.Key}", new(fingerprint, JsonSerializer.SerializeToUtf8Bytes(taken, JsonSerializerOptions.Web)));
        }

        return taken;
    }
}

/// <summary>A new token for programs that call in; the one before ends with it.</summary>
[AllowRoles(Roles.Admin)]
public sealed record IssueHookToken : IRequest<Outcome<HookToken>>, ICommand;

/// <param name="Token">Shown once: only its hash is kept.</param>
public sealed record HookToken(string Token, DateTimeOffset IssuedAt)
{
    public override string ToString() => $"HookToken {IssuedAt}";
}

public sealed class IssueHookTokenHandler(UnitOfWork work) : IRequestHandler<IssueHookToken, Outcome<HookToken>>
{
    public Task<Outcome<HookToken>> Handle(IssueHookToken request, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<HookToken>>(new HookToken(DoorRows.IssueToken(work), work.Now));
}

/// <summary>Where the office's workflows may send requests.</summary>
[AllowRoles(Roles.Admin, Roles.Auditor)]
public sealed record GetAllowedHosts : IRequest<Outcome<AllowedHosts>>, IQuery;

public sealed record AllowedHosts(IReadOnlyList<string> Items);

public sealed class GetAllowedHostsHandler(UnitOfWork work) : IRequestHandler<GetAllowedHosts, Outcome<AllowedHosts>>
{
    public async Task<Outcome<AllowedHosts>> Handle(GetAllowedHosts request, CancellationToken cancellationToken) =>
        new AllowedHosts(await DoorRows.AllowedHostsAsync(work, cancellationToken));
}

/// <summary>These and no others; an empty list forbids all.</summary>
[AllowRoles(Roles.Admin)]
public sealed partial record SetAllowedHosts(IReadOnlyList<string> Hosts) : IRequest<Outcome<AllowedHosts>>, ICommand
{
    [GeneratedRegex(@"^[a-z0-9.:\[\]-]{1,253}$")]
    internal static partial Regex Host();
}

public sealed class SetAllowedHostsHandler(UnitOfWork work) : IRequestHandler<SetAllowedHosts, Outcome<AllowedHosts>>
{
    private const int Most = 100;

    public Task<Outcome<AllowedHosts>> Handle(SetAllowedHosts request, CancellationToken cancellationToken)
    {
        var hosts = request.Hosts.Select(h => h.Trim().ToLowerInvariant()).Distinct().ToArray();
        if (hosts.Length > Most || hosts.FirstOrDefault(h => !SetAllowedHosts.Host().IsMatch(h)) is not null)
        {
            return Task.FromResult<Outcome<AllowedHosts>>(new InvalidInput("hosts", "hosts-malformed", $"{Most}"));
        }

        DoorRows.AllowHosts(work, hosts);
        return Task.FromResult<Outcome<AllowedHosts>>(new AllowedHosts(hosts));
    }
}
