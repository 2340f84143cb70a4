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

    public InputDescriptor? Input(string name) =>
        Inputs.FirstOrDefault(input => string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase));
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
    string Category);

public sealed record OutputDescriptor(string Name, string TypeName, string DisplayName, string Description);
