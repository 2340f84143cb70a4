namespace Alokon.Engine.Expressions;

/// <summary>An expression of the definition cannot give a value: the definition is wrong, not the program. The burst turns it into a refusal.</summary>
public sealed class ExpressionFault(string message) : Exception(message);
