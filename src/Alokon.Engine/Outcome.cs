using System.Diagnostics.CodeAnalysis;

namespace Alokon.Engine;

/// <summary>Either what was asked for, or the refusal; never both, never neither.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    /// <exception cref="InvalidOperationException">It was refused: ask <see cref="Refusal"/> first.</exception>
    public T Value => Refusal is null
        ? _value! // set by the only conversion that leaves Refusal null
        : throw new InvalidOperationException($"Expected a value, but it was refused: {Refusal.Code}");

    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = Refusal;
        return refusal is not null;
    }

    internal static Outcome<T> Accept(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    public TOut Match<TOut>(Func<T, TOut> done, Func<Refusal, TOut> refused) =>
        Refusal is null ? done(Value) : refused(Refusal);
}

/// <summary>For commands whose answer is only "done".</summary>
public readonly record struct Done;

/// <summary>For values of interface types, which C# cannot convert implicitly.</summary>
public static class Accepted
{
    public static Outcome<T> Of<T>(T value) => Outcome<T>.Accept(value);
}
