using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Audit;

/// <summary>
/// Writes the history of cases: one hash chain per case. Scoped: the head of a chain is locked and read once per unit of
/// work, after that events only gather, and leave together with the command's other writes.
/// </summary>
public sealed class AuditLog
{
    private readonly Dictionary<Guid, AuditHead> _heads = [];
    private readonly List<WrittenLine> _written = [];
    private object? _connection;

    /// <summary>
    /// The position the officer of this unit of work acts in, for events that do not say it themselves; without it the
    /// officer's only position, and none when there are several.
    /// </summary>
    public Holding? ActingAs { get; set; }

    /// <exception cref="SealedChainException">The case is sealed: what happens later is recorded elsewhere.</exception>
    public async Task AppendAsync(UnitOfWork work, Guid caseId, AuditEntry entry, CancellationToken ct)
    {
        var head = await OpenHeadAsync(work, caseId, ct);
        Append(work, head, entry, sealing: false);
    }

    /// <summary>As <see cref="AppendAsync"/>, but a sealed case stays as it is: for what may come after its end and is recorded elsewhere too.</summary>
    public async Task AppendIfOpenAsync(UnitOfWork work, Guid caseId, AuditEntry entry, CancellationToken ct)
    {
        if (await LockedHeadAsync(work, caseId, ct) is { Sealed: false } head)
        {
            Append(work, head, entry, sealing: false);
        }
    }

    /// <summary>Appends the last event, with the number of events including itself; from then on the chain refuses.</summary>
    /// <returns>The head that the seal closes.</returns>
    /// <exception cref="SealedChainException">It is sealed already.</exception>
    public async Task<AuditHead> SealAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var head = await OpenHeadAsync(work, caseId, ct);
        var data = new JsonObject { ["events"] = head.Seq + 1 };
        return Append(work, head, new AuditEntry(AuditChain.SealedKind, null, data), sealing: true);
    }

    /// <summary>Without a lock: hold the case's own.</summary>
    public async Task<bool> IsSealedAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        ForgetAnotherTransaction(work);
        var head = _heads.TryGetValue(caseId, out var open) ? open : await AuditRows.FindHeadAsync(work, caseId, ct);
        return head is { Sealed: true };
    }

    /// <summary>Locks and reads the head of the case at hand before the command runs.</summary>
    public void Foresee(FirstTrip trip, int office)
    {
        _connection = null;
        _heads.Clear();
        AuditRows.Foresee(trip, office, head => _heads[head.CaseId] = head);
    }

    // A unit of work that was rolled back and opened again must not go on from heads that were never written.
    private void ForgetAnotherTransaction(UnitOfWork work)
    {
        if (ReferenceEquals(_connection, work.Connection))
        {
            return;
        }

        if (_connection is not null)
        {
            _heads.Clear();
        }

        _connection = work.Connection;
        _written.Clear();
        work.BeforeWrites(() => QueueWritten(work));
    }

    private void QueueWritten(UnitOfWork work)
    {
        foreach (var chain in _written.GroupBy(w => w.Line.Case))
        {
            AuditRows.QueueEvents(work, [.. chain], _heads[chain.Key]);
        }

        _written.Clear();
    }

    private async Task<AuditHead> OpenHeadAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var head = await LockedHeadAsync(work, caseId, ct);
        return head.Sealed ? throw new SealedChainException(caseId) : head;
    }

    private async Task<AuditHead> LockedHeadAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        ForgetAnotherTransaction(work);
        if (!_heads.TryGetValue(caseId, out var head))
        {
            head = await AuditRows.LockHeadAsync(work, caseId, ct);
            _heads[caseId] = head;
        }

        return head;
    }

    private AuditHead Append(UnitOfWork work, AuditHead head, AuditEntry entry, bool sealing)
    {
        var officer = work.Officer;
        var holding = entry.As ?? ActingAs ?? (officer.Holdings is [var only] ? only : null);
        // A transaction that waited for the lock began before the one it waited for: history does not run back.
        var at = work.Now > head.At ? work.Now : head.At;
        var line = new AuditLine(
            head.CaseId, head.Seq + 1, at, officer.Person, Position(holding), entry.Kind, entry.Step, entry.Data, head.Hash);
        var bytes = line.ToBytes();
        var next = head with { Seq = line.Seq, Hash = AuditLine.Hash(bytes), At = at, Sealed = sealing };
        _written.Add(new WrittenLine(line, bytes, next.Hash, officer.Name));
        _heads[head.CaseId] = next;
        return next;
    }

    private static string? Position(Holding? holding) => holding is null ? null : holding.Mandate switch
    {
        "plt" => $"Plt. {holding.Title}",
        "plh" => $"Plh. {holding.Title}",
        _ => holding.Title,
    };
}

/// <summary>Somebody tried to write into the history of a sealed case: a fault of the program, not of the officer.</summary>
public sealed class SealedChainException(Guid caseId)
    : InvalidOperationException($"Expected an open audit chain, but case {caseId} is sealed.");
