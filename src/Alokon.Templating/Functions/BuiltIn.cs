using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>A function of the language. Its signature is written as <c>name argument:type argument:type?</c>; the mark makes it optional.</summary>
internal sealed class BuiltIn : Callable
{
    private readonly Func<Call, object?> _body;

    public BuiltIn(string signature, Func<Call, object?> body)
    {
        var words = signature.Split(' ');
        Name = words[0];
        Parameters = [.. words.Skip(1).Select(Read)];
        Required = Parameters.Count(parameter => parameter.IsRequired);
        _body = body;
    }

    public string Name { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override int Required { get; }

    public override object? Invoke(Call call) => _body(call);

    public override string ToString() => Name;

    private static Parameter Read(string word)
    {
        var optional = word.EndsWith('?');
        var parts = word.TrimEnd('?').Split(':');
        return new Parameter(parts[0], parts[1] switch
        {
            "text" => ParameterType.Text,
            "int" => ParameterType.Integer,
            "bool" => ParameterType.Boolean,
            "double" => ParameterType.Double,
            "list" => ParameterType.List,
            "date" => ParameterType.Date,
            _ => ParameterType.Any,
        }, !optional, null);
    }
}
