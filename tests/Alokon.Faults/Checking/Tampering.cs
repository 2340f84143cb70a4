using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Faults.Checking;

/// <summary>The same tables with one thing wrong each: a checker that does not find every one of them proves nothing.</summary>
internal static class Tampering
{
    public static IEnumerable<Tables> Of(Tables whole) =>
    [
        whole with { Journal = [.. whole.Journal.Skip(1)] },
        whole with { Journal = [.. whole.Journal, whole.Journal[0]] },
        whole with { Events = [.. whole.Events.Skip(1)] },
        whole with { Events = [Flip(whole.Events[0]), .. whole.Events.Skip(1)] },
        whole with { Tasks = [.. whole.Tasks.Skip(1)] },
        whole with { Tasks = [whole.Tasks[0] with { Status = "ready" }, .. whole.Tasks.Skip(1)] },
        whole with { Instances = [whole.Instances[0] with { State = WithBookmark(whole.Instances[0].State) }, .. whole.Instances.Skip(1)] },
        whole with { Timers = [.. whole.Timers, new TimerLine(whole.Instances[0].Office, Guid.Empty, 1, whole.Now, Failed: false)] },
        whole with { Waiting = [new WaitingRow("outbox", whole.Instances[0].Office, "1", Failed: false)] },
        whole with { Instances = [whole.Instances[0] with { Version = whole.Instances[0].Version + 1 }, .. whole.Instances.Skip(1)] },
        whole with { Instances = [.. whole.Instances.Skip(1)] },
        whole with { Requests = [.. whole.Requests.Skip(1)] },
        whole with { Clocks = [whole.Clocks[0] with { StoppedAt = null, DueAt = null }, .. whole.Clocks.Skip(1)] },
        whole with { Breaches = [.. whole.Breaches, new BreachLine(whole.Clocks[0].Office, whole.Clocks[0].Id, whole.Clocks[0].Case, whole.Now.AddHours(1), whole.Now)] },
        whole with { Papers = [.. whole.Papers.Skip(1)] },
        whole with { Papers = [.. whole.Papers, whole.Papers[0]] },
        whole with { Papers = [whole.Papers[0] with { Status = "pending" }, .. whole.Papers.Skip(1)] },
        whole with { Registers = [whole.Registers[0] with { Last = whole.Registers[0].Last + 1 }, .. whole.Registers.Skip(1)] },
        whole with { Packs = [.. whole.Packs.Skip(1)] },
        whole with { Packs = [whole.Packs[0] with { LastHash = "0" }, .. whole.Packs.Skip(1)] },
        whole with { Heads = [whole.Heads[0] with { Seq = whole.Heads[0].Seq - 1 }, .. whole.Heads.Skip(1)] },
        whole with { Goods = [whole.Goods[0] with { Shipped = (whole.Goods[0].Shipped ?? 0) + 1 }, .. whole.Goods.Skip(1)] },
        whole with { Lots = [whole.Lots[0] with { Sent = whole.Lots[0].Sent + 1 }, .. whole.Lots.Skip(1)] },
        whole with { Keys = [.. whole.Keys.Skip(1)] },
    ];

    private static byte[] WithBookmark(byte[] state)
    {
        var json = JsonNode.Parse(state)!.AsObject(); // a state is an object
        json["bookmarks"]!.AsArray().Add(new JsonObject { ["id"] = 99 }); // and always says what it waits for
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    private static EventLine Flip(EventLine line)
    {
        byte[] bytes = [.. line.Line];
        var place = Array.LastIndexOf(bytes, (byte)'"') - 1;
        bytes[place] = bytes[place] == (byte)'0' ? (byte)'1' : (byte)'0';
        return line with { Line = bytes };
    }
}
