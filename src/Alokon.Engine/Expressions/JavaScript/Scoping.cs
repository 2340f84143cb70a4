using Jint.Parser.Ast;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Block scope in ES5: a name of a block gets a name of its own in the function, so shadowing needs no blocks. What a function captures
/// inside a loop is bound anew each turn by a catch clause, the one thing of ES5 that makes a scope and lets break, continue and return out.
/// </summary>
internal sealed class Scoping(Tokenizer tokenizer)
{
    private int _names;

    public string Fresh(string name) => $"{name} {++_names}";

    public Binding Declare(Frame frame, string name, BindingKind kind, int position)
    {
        if (kind is BindingKind.Let or BindingKind.Const)
        {
            if (frame.Declared.ContainsKey(name) || frame.VarsInside.Contains(name))
            {
                throw tokenizer.Refuse($"{name} sudah dideklarasikan", position);
            }
        }
        else
        {
            for (var block = frame; ; block = block.Parent!) // a block ends in its function
            {
                if (block.Declared.TryGetValue(name, out var other) && other.IsLexical)
                {
                    throw tokenizer.Refuse($"{name} sudah dideklarasikan", position);
                }

                block.VarsInside.Add(name);
                if (block.IsFunction)
                {
                    frame = block;
                    break;
                }
            }
        }

        if (!frame.Declared.TryGetValue(name, out var binding))
        {
            frame.Declared[name] = binding = new(name, kind);
        }

        if (binding.IsLexical && !frame.IsFunction)
        {
            binding.Target = Fresh(name);
        }

        return binding;
    }

    /// <summary>Everything inside has been read: uses meet their declarations, the others go outwards.</summary>
    public void Close(Frame frame)
    {
        foreach (var use in frame.Uses)
        {
            if (frame.Declared.TryGetValue(use.Node.Name, out var binding))
            {
                Resolve(frame, use, binding);
            }
            else
            {
                frame.Parent?.Uses.Add(use);
            }
        }

        foreach (var binding in frame.Declared.Values.Where(binding => binding.Kind is not BindingKind.Parameter and not BindingKind.Function))
        {
            frame.Function.Hoisted.Add(binding.Target);
        }
    }

    /// <summary>Names that each turn of a loop must bind anew.</summary>
    public static IReadOnlyList<Binding> Renewed(Frame frame) =>
        frame.IsInLoop ? [.. frame.Declared.Values.Where(binding => binding is { IsLexical: true, IsCaptured: true })] : [];

    private void Resolve(Frame frame, Use use, Binding binding)
    {
        if (use.IsWrite && binding.Kind == BindingKind.Const)
        {
            throw tokenizer.Refuse($"{binding.Name} adalah const, tidak boleh diubah; pakai let", use.Position);
        }

        if (use.Function != frame.Function)
        {
            binding.IsCaptured = true;
        }
        else if (binding.IsLexical && use.Position < binding.ReadyAt)
        {
            throw tokenizer.Refuse($"{binding.Name} dipakai sebelum dideklarasikan", use.Position);
        }

        use.Node.Name = binding.Target;
    }
}
