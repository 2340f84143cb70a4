using Jint.Parser.Ast;

namespace Alokon.Engine.Expressions.JavaScript;

internal enum BindingKind
{
    Var,
    Parameter,
    Function,
    Let,
    Const,
}

/// <summary>A name that a frame declares.</summary>
internal sealed class Binding(string name, BindingKind kind)
{
    public string Name { get; } = name;

    public BindingKind Kind { get; } = kind;

    /// <summary>The name it has in ES5. One with a blank in it cannot collide with anything the author wrote.</summary>
    public string Target { get; set; } = name;

    /// <summary>From here on it has its value; before that ES6 throws.</summary>
    public int ReadyAt { get; set; }

    /// <summary>A function inside uses it, and may outlive the turn of the loop.</summary>
    public bool IsCaptured { get; set; }

    public bool IsLexical => Kind is BindingKind.Let or BindingKind.Const;
}

/// <summary>One use of a name; its node is renamed when it is known which declaration is meant.</summary>
internal sealed class Use(Identifier node, int position, Frame function)
{
    public Identifier Node { get; } = node;

    public int Position { get; } = position;

    public Frame Function { get; } = function;

    public bool IsWrite { get; set; }
}

/// <summary>A block, a function or the script: where names are declared while it is read.</summary>
internal sealed class Frame
{
    private Frame(Frame? parent, bool isFunction, bool isArrow, bool isLoop)
    {
        Parent = parent;
        Function = isFunction || parent is null ? this : parent.Function;
        IsArrow = isArrow;
        IsInLoop = !isFunction && (isLoop || parent is { IsInLoop: true });
    }

    public static Frame Script() => new(null, isFunction: true, isArrow: false, isLoop: false);

    public Frame OpenFunction(bool isArrow) => new(this, isFunction: true, isArrow, isLoop: false);

    public Frame OpenBlock(bool isLoop = false) => new(this, isFunction: false, isArrow: false, isLoop);

    public Frame? Parent { get; }

    /// <summary>The function (or script) that it stands in; itself where it is one.</summary>
    public Frame Function { get; }

    public bool IsFunction => Function == this;

    public bool IsArrow { get; }

    /// <summary>Inside a loop of the same function: every turn has bindings of its own.</summary>
    public bool IsInLoop { get; }

    public Dictionary<string, Binding> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that a <c>var</c> inside declares for the function: no <c>let</c> of this frame may have them.</summary>
    public HashSet<string> VarsInside { get; } = new(StringComparer.Ordinal);

    public List<Use> Uses { get; } = [];

    /// <summary>Variables of the function in ES5.</summary>
    public HashSet<string> Hoisted { get; } = new(StringComparer.Ordinal);

    public List<FunctionDeclaration> Functions { get; } = [];

    /// <summary>An arrow inside uses <c>this</c> of this function.</summary>
    public bool GivesThis { get; set; }

    /// <summary>An arrow inside uses <c>arguments</c> of this function.</summary>
    public bool GivesArguments { get; set; }

    /// <summary>The function whose <c>this</c> and <c>arguments</c> an arrow sees.</summary>
    public Frame Receiver
    {
        get
        {
            var function = Function;
            while (function is { IsArrow: true, Parent: { } outer })
            {
                function = outer.Function;
            }

            return function;
        }
    }
}
