using System.Globalization;
using Alokon.Engine;
using MediatR;

namespace Alokon.Host.Demo;

/// <summary>What time it is here.</summary>
public sealed record ReadClock : IRequest<Outcome<ClockReading>>, IQuery;

public sealed record ClockReading(DateTimeOffset Now);

public sealed class ReadClockHandler(UnitOfWork work) : IRequestHandler<ReadClock, Outcome<ClockReading>>
{
    public Task<Outcome<ClockReading>> Handle(ReadClock request, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<ClockReading>>(new ClockReading(work.Now));
}

/// <summary>Moves the demo's clock, forward only: what has happened stays in the past.</summary>
public sealed record MoveClock(DateTimeOffset Now) : IRequest<Outcome<ClockReading>>, ICommand;

public sealed class MoveClockHandler(UnitOfWork work, DemoMode demo) : IRequestHandler<MoveClock, Outcome<ClockReading>>
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    public async Task<Outcome<ClockReading>> Handle(MoveClock request, CancellationToken cancellationToken)
    {
        if (!demo.On)
        {
            return new DemoRefusal.DemoOnly();
        }

        if (request.Now < work.Now)
        {
            return new DemoRefusal.Backwards(request.Now, work.Now);
        }

        // There is no way back: one slip into a year without calendars would end the demo for everybody.
        if (request.Now > work.Now + Farthest)
        {
            return new InvalidInput("now", "clock-too-far", request.Now.ToString("O", CultureInfo.InvariantCulture), $"{Farthest.Days}");
        }

        await DatabaseClock.MoveAsync(work, request.Now, cancellationToken);
        return new ClockReading(request.Now);
    }
}

/// <param name="On">Decided at start: a new embedded folder, or --demo.</param>
public sealed record DemoMode(bool On);

public abstract record DemoRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    public sealed record DemoOnly() : DemoRefusal("demo-only", RefusalKind.Forbidden, "Expected a demo, but this installation is none");

    public sealed record Backwards : DemoRefusal
    {
        public Backwards(DateTimeOffset asked, DateTimeOffset now)
            : base("clock-backwards", RefusalKind.Conflict, $"Expected a time after {now:O}, but got {asked:O}") =>
            Arguments = [asked.ToString("O", CultureInfo.InvariantCulture), now.ToString("O", CultureInfo.InvariantCulture)];
    }
}

/// <summary>Where the clock of a new demo starts: the only move that may go back, because nothing has happened yet.</summary>
public sealed record StartClock(DateTimeOffset Now) : IRequest<Outcome<ClockReading>>, ICommand;

public sealed class StartClockHandler(UnitOfWork work, DemoMode demo) : IRequestHandler<StartClock, Outcome<ClockReading>>
{
    public async Task<Outcome<ClockReading>> Handle(StartClock request, CancellationToken cancellationToken)
    {
        if (!demo.On)
        {
            return new DemoRefusal.DemoOnly();
        }

        await DatabaseClock.MoveAsync(work, request.Now, cancellationToken);
        return new ClockReading(request.Now);
    }
}
