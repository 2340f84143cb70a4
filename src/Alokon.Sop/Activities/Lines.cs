using System.Globalization;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>The lines of an answer, matched with the lines of the amrah.</summary>
internal static class Lines
{
    /// <summary>Every line of the amrah, as the answer changes it; a line that the answer leaves out takes what its form proposed.</summary>
    public static IReadOnlyList<AmrahLine> Update(
        StepAnswer answer,
        Func<AmrahLine, AmrahLine> leftOut,
        Func<FieldReader, AmrahLine, AmrahLine> change)
    {
        var changed = new Dictionary<string, AmrahLine>();
        foreach (var row in answer.Data.Rows("lines", required: false))
        {
            if (Find(answer.File, row) is not { } line)
            {
                continue;
            }

            if (!changed.TryAdd(line.Commodity, change(row, line)))
            {
                row.Refuse("commodity", "commodity-twice", line.Commodity);
            }
        }

        return [.. answer.File.Lines.Select(line => changed.TryGetValue(line.Commodity, out var update) ? update : leftOut(line))];
    }

    /// <summary>The line of the amrah that a row is about; none (and refused) when the request has no such commodity.</summary>
    public static AmrahLine? Find(CaseFile file, FieldReader row)
    {
        var code = row.Text("commodity", max: 20);
        if (code.Length == 0)
        {
            return null;
        }

        var line = file.Line(code);
        if (line is null)
        {
            row.Refuse("commodity", "commodity-not-in-request", code, string.Join(", ", file.Lines.Select(l => l.Commodity)));
        }

        return line;
    }

    public static int UpTo(FieldReader row, string field, int limit, int whenAbsent)
    {
        var quantity = row.Quantity(field, whenAbsent: whenAbsent);
        if (quantity > limit)
        {
            row.Refuse(field, "quantity-above-requested", Number(quantity), Number(limit));
        }

        return quantity;
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
