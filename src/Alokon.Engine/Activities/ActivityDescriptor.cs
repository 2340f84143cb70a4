namespace Alokon.Engine.Activities;

/// <summary>What the designer and the validator know about an activity type.</summary>
/// <param name="Type">As in the definition: <c>Elsa.WriteLine</c>.</param>
/// <param name="Outcomes">Ports that every node of the type has; a node may state its own in its inputs.</param>
public sealed record ActivityDescriptor(
    string Type,
    string DisplayName,
    string Category,
    string Description,
    IReadOnlyList<InputDescriptor> Inputs,
    IReadOnlyList<OutputDescriptor> Outputs,
    IReadOnlyList<string> Outcomes)
{
    public string Icon { get; init; } = "";

    /// <summary>Ends the container it stands in (End, Finish).</summary>
    public bool IsTerminal { get; init; }

    /// <summary>May begin an instance: it waits for time or for the world.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>A designer offers it. One that only a file can hold (a list of activities inside) is shown and run, but cannot be drawn.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>Members that hold one activity each: <c>then</c>, <c>body</c> …</summary>
    public IReadOnlyList<EmbeddedPort> Embedded { get; init; } = [];

    /// <summary>What an outcome is called; those that are missing are called as they are everywhere.</summary>
    public IReadOnlyDictionary<string, string> OutcomeNames { get; init; } = new Dictionary<string, string>();

    public InputDescriptor? Input(string name) =>
        Inputs.FirstOrDefault(input => string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What an input is called on the screen.</summary>
    public string TitleOf(string input) => Input(input)?.DisplayName ?? input;

    /// <summary>What an outcome is called on the screen.</summary>
    public string NameOf(string outcome) => OutcomeNames.TryGetValue(outcome, out var name) ? name : outcome switch
    {
        "Done" => "Selesai",
        "Default" => "Selain itu",
        _ => outcome,
    };
}

/// <param name="Name">camelCase, as the member in the definition.</param>
/// <param name="TypeName">Elsa's alias: String, Int32, Boolean, Object …</param>
/// <param name="UiHint">Elsa Studio's editor: singleline, multiline, checkbox, dropdown, json-editor …</param>
/// <param name="Default">Taken where the definition says nothing.</param>
public sealed record InputDescriptor(
    string Name,
    string TypeName,
    string DisplayName,
    string Description,
    string UiHint,
    string? Default,
    string Category)
{
    /// <summary>What a dropdown or a list of boxes offers; none where the office is asked, or anything may be written.</summary>
    public IReadOnlyList<InputOption> Options { get; init; } = [];

    /// <summary>False: the member holds the bare value, and no expression.</summary>
    public bool IsWrapped { get; init; } = true;
}

/// <param name="Value">As it is kept.</param>
/// <param name="Text">As it is read.</param>
public sealed record InputOption(string Value, string Text);

/// <param name="Name">The member in the definition.</param>
public sealed record EmbeddedPort(string Name, string DisplayName);

public sealed record OutputDescriptor(string Name, string TypeName, string DisplayName, string Description);
