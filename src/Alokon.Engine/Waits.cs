using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Alokon.Engine;

/// <summary>Time resumes this bookmark.</summary>
public sealed record ArmTimer(int Bookmark, DateTimeOffset DueAt) : IEffect;

/// <summary>The next occurrence of the expression resumes this bookmark, once. Reckoned by the handler, because the zone is the office's.</summary>
public sealed record ArmCron(int Bookmark, string Expression) : IEffect;

/// <summary>A stimulus of this kind about this subject resumes the bookmark.</summary>
/// <param name="Kind">Type of the activity that waits.</param>
/// <param name="Subject">The event's name, the task's id, method and path of the call.</param>
/// <param name="Payload">What a program that lists open waits should see.</param>
public sealed record AwaitStimulus(int Bookmark, string Kind, string Subject, JsonObject Payload) : IEffect;

/// <summary>Something that others may wait for. Delivered after the commit, to all who wait for it and to the triggers.</summary>
/// <param name="CorrelationId">Only instances that carry it hear of it; none = all.</param>
/// <param name="Instance">Only this instance hears of it, and no trigger; none = all.</param>
public sealed record PublishStimulus(string Kind, string Subject, JsonNode? Payload, string? CorrelationId, Guid? Instance) : IEffect;

/// <summary>A request that leaves the house, sent by a worker after the commit. The answer resumes the bookmark.</summary>
public sealed record SendRequest(int Bookmark, JsonObject Request) : IEffect;

/// <summary>Finds the zone in which an office's days begin and its cron expressions are read. Given by the host: the engine knows no offices.</summary>
public delegate Task<TimeZoneInfo> FindZone(UnitOfWork work, CancellationToken ct);

/// <summary>Tells this node's workers that there is something to do. A lost one costs only a pause.</summary>
public delegate void WakeWorkers();

/// <summary>Ids that follow from what they name: the same burst run again makes the same ones.</summary>
public static class DerivedId
{
    public static Guid Of(params ReadOnlySpan<string> parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))).AsSpan(0, 16)); // texts: none is null

    /// <summary>By what a stimulus and who waits for it find each other.</summary>
    public static byte[] StimulusHash(string kind, string subject) => SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{subject}"));
}
