namespace Alokon.Engine;

/// <summary>Time resumes this bookmark.</summary>
public sealed record ArmTimer(int Bookmark, DateTimeOffset DueAt) : IEffect;

/// <summary>The next occurrence of the expression resumes this bookmark, once. Reckoned by the handler, because the zone is the office's.</summary>
public sealed record ArmCron(int Bookmark, string Expression) : IEffect;

/// <summary>Finds the zone in which an office's days begin and its cron expressions are read. Given by the host: the engine knows no offices.</summary>
public delegate Task<TimeZoneInfo> FindZone(UnitOfWork work, CancellationToken ct);
