using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Alokon.Tests.Architecture;

public sealed class ShapeTests
{
    private const int MostLines = 350;
    private const int MostParameters = 5;
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Service", "Data", "Info", "Base"];

    /// <summary>Who may take more, and why.</summary>
    private static readonly IReadOnlyDictionary<string, string> ManyParameters = new Dictionary<string, string>
    {
        ["Alokon.Templating.Syntax.Parser+Reading"] = "how one expression is being read: all of it decides together where the expression ends",
        ["Alokon.Host.Workers.Worker"] = "three say what this worker does, three are what any worker needs; it is made in one place",
    };

    [Fact]
    public void Classes_are_sealed_static_or_the_root_of_a_closed_hierarchy() =>
        Assert.Empty(House.Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsComponent(type)).Select(type => type.FullName));

    [Fact]
    public void No_type_is_called_by_an_empty_word() =>
        Assert.Empty(House.Types.Where(type => EmptyWords.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))).Select(type => type.FullName));

    [Fact]
    public void Constructors_take_at_most_five() =>
        Assert.Empty(House.Types
            .Where(type => type.IsClass && !IsRecord(type) && !ManyParameters.ContainsKey(type.FullName!)) // a type of ours has a full name
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(constructor => constructor.GetParameters().Length > MostParameters && !constructor.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(constructor => $"{constructor.DeclaringType} takes {constructor.GetParameters().Length}"));

    [Fact]
    public void Files_fit_into_one_reading() =>
        Assert.DoesNotContain(House.Sources, file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && file.Text.Count(c => c == '\n') > MostLines);

    [Fact]
    public void No_test_is_switched_off()
    {
        // In two parts, or this line would find itself.
        var skip = "Skip" + " =";
        Assert.Empty(House.Read("tests", "*.cs").Where(file => file.Text.Contains(skip, StringComparison.Ordinal)).Select(file => file.Path));
    }

    // Razor generates the class of a component (and one for its imports), and does not seal it.
    private static bool IsComponent(Type type) => type.IsAssignableTo(typeof(ComponentBase)) || type.Name == "_Imports";

    // What is carried may have as many parts as it has.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
