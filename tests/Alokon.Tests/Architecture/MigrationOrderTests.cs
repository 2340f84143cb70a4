using Alokon.Host.Migrations;
using Xunit;

namespace Alokon.Tests.Architecture;

public sealed class MigrationOrderTests
{
    [Fact]
    public void Migrations_are_numbered_from_one_without_a_gap()
    {
        var numbers = SqlFile.Migrations().Select(file => file.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }
}
