using System.Globalization;
using Xunit;

namespace Alokon.Tests.Engine.Model;

/// <summary>
/// Random definitions and random answers, in the engine and in a reference that is as simple as the description of the semantics.
/// ALOKON_MODEL_RUNS says how many (100000 for the long run), ALOKON_MODEL_SEED where the random numbers begin.
/// </summary>
public sealed class ModelTests
{
    // The suite asks the same every day; what is new is looked for with seeds of one's own.
    private const int FirstSeed = 1;

    private static readonly IReadOnlyList<Kind> Kinds = Enum.GetValues<Kind>();

    [Fact]
    public void The_engine_does_what_the_reference_says_on_random_definitions_and_answers()
    {
        var runs = Setting("ALOKON_MODEL_RUNS") ?? 3_000;
        var first = Setting("ALOKON_MODEL_SEED") ?? FirstSeed;
        for (var seed = first; seed < first + runs; seed++)
        {
            var one = ModelCase.Random(new Random(seed), Kinds);
            if (one.FindFault() is not null)
            {
                var least = Shrinking.Shrink(one, smaller => smaller.FindFault() is not null);
                Assert.Fail($"ALOKON_MODEL_SEED={seed} ALOKON_MODEL_RUNS=1\n{least.FindFault()}\n{least}");
            }
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
