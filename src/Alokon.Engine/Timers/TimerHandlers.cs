namespace Alokon.Engine.Timers;

public sealed class ArmTimerHandler : IEffectHandler<ArmTimer>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, ArmTimer effect, CancellationToken ct)
    {
        TimerRows.Arm(work, source.Instance, effect.Bookmark, effect.DueAt);
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class ArmCronHandler(FindZone findZone) : IEffectHandler<ArmCron>
{
    /// <summary>An expression without another occurrence never resumes: the timer stands at the end of the calendar, and the case says what it waits for.</summary>
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, ArmCron effect, CancellationToken ct)
    {
        var schedule = CronSchedule.Find(effect.Expression) ?? throw new InvalidOperationException($"Expected the activity to have checked '{effect.Expression}'.");
        TimerRows.Arm(work, source.Instance, effect.Bookmark, schedule.After(work.Now, await findZone(work, ct)) ?? Never);
        return null;
    }
}

/// <summary>Nobody waits there any more: a timer of that bookmark would fire into nothing.</summary>
public sealed class DisarmTimerHandler : IEffectHandler<BookmarkWithdrawn>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, BookmarkWithdrawn effect, CancellationToken ct)
    {
        TimerRows.Disarm(work, source.Instance, effect.Bookmark);
        return Task.FromResult<Refusal?>(null);
    }
}
