using System.Text.Json.Nodes;

namespace Alokon.Faults.Officers;

/// <summary>How a step of a case is answered: by one officer, by one whose program sends it three times at once, or by three colleagues at once.</summary>
internal enum Crowd
{
    One,
    Twins,
    Rivals,
}

/// <summary>What one case is about and which way it goes; all of it follows from the seed and the case's number.</summary>
internal sealed class CaseScript
{
    private static readonly string[] Commodities = ["STK3", "PILK", "IUD", "IMP2", "STK1"];

    private static readonly IReadOnlyDictionary<int, IReadOnlyList<(string Code, string Officer)>> Facilities = new Dictionary<int, IReadOnlyList<(string, string)>>
    {
        [3315] = [("3315007", "faskes"), ("3315009", "faskes-3315009"), ("3315001", "faskes-3315001"), ("3315012", "faskes-3315012")],
        [3206] = [("3206001", "faskes"), ("3206003", "faskes-3206003"), ("3206008", "faskes-3206008")],
    };

    private readonly Random _random;

    public CaseScript(int seed, int number)
    {
        _random = new Random(unchecked((seed * 1_000_003) + number));
        Number = number;
        Office = _random.Next(3) == 0 ? 3206 : 3315;
        var facilities = Facilities[Office];
        (Facility, Requester) = facilities[_random.Next(facilities.Count)];
        Kind = _random.Next(4) == 0 ? "darurat" : "rutin";
        ReturnAt = Choose(8, "terima", "teliti", "disposisi");
        Withdraws = _random.Next(5) == 0;
        Rejects = _random.Next(25) == 0;
        Cuts = _random.Next(6) == 0;
        Differs = _random.Next(5) == 0;
        TwoLots = _random.Next(3) == 0;
        Lines = [.. Commodities.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).Select(Line)];
    }

    public int Number { get; }

    public int Office { get; }

    public string Facility { get; }

    public string Requester { get; }

    public string Kind { get; }

    /// <summary>The step that sends it back once; none = nobody does.</summary>
    public string? ReturnAt { get; }

    public bool Withdraws { get; }

    public bool Rejects { get; }

    public bool Cuts { get; }

    public bool Differs { get; }

    public bool TwoLots { get; }

    public IReadOnlyList<JsonObject> Lines { get; }

    public Crowd NextCrowd() => _random.Next(24) switch
    {
        0 => Crowd.Twins,
        1 => Crowd.Rivals,
        _ => Crowd.One,
    };

    public bool ClaimsFirst() => _random.Next(4) == 0;

    public string OfficerOf(string step) => step switch
    {
        "terima" or "salurkan" => "plkb",
        "teliti" or "rekomendasi" => "koordinator",
        "disposisi" => "kabid",
        "kirim" => "gudang",
        "serahkan" => "pengirim",
        "arsip" => "pengelola",
        _ => Requester,
    };

    private string? Choose(int oneIn, params string[] choices) => _random.Next(oneIn) == 0 ? choices[_random.Next(choices.Length)] : null;

    private JsonObject Line(string commodity)
    {
        var consumption = _random.Next(20, 200);
        return new() { ["commodity"] = commodity, ["requested"] = consumption * 2, ["averageMonthlyConsumption"] = consumption, ["stockOnHand"] = consumption / 2 };
    }
}
