using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>
/// <c>surat.halaman</c>: divides the rows of a table over pages and reckons for each what is carried from the page before and to the
/// next, per unit of measure: vials and pieces are not added up. What fills a page is reckoned, not measured, so the paper has some
/// air at the foot; what is carried is the sum of what stands above whatever the browser does.
/// </summary>
internal static class PageDivision
{
    // Of a row in the tables of umum.css, in millimetres: a line of letters, and padding with rule.
    private const double Line = 4.16;
    private const double Frame = 2.5;

    private const double Row = Line + Frame;

    public static object Divide(Call call)
    {
        var order = Order.Read(call);
        var given = call[0] as IReadOnlyList<object?> ?? throw call.Fault(0, "Diharapkan daftar baris, tetapi nilainya kosong");
        var rows = given.Select(row => row as ObjectValue ?? throw call.Fault(0, "Diharapkan daftar baris, masing-masing berisi kolom")).ToList();
        var pages = Fill(call, order, rows);
        return new ListValue(pages.Select((page, index) => (object?)Describe(order, rows, page, index == 0, index == pages.Count - 1)));
    }

    /// <returns>First row and count of every page; at least one page.</returns>
    private static List<(int First, int Count)> Fill(Call call, Order order, List<ObjectValue> rows)
    {
        var heights = rows.ConvertAll(row => Height(call, order, row));
        var units = CountUnits(order, rows);
        if (heights.Sum() + order.Closing <= order.First)
        {
            return [(0, rows.Count)]; // nothing is carried, so no sums take room
        }

        var pages = new List<(int First, int Count)>();
        var (first, used) = (0, 0d);
        for (var at = 0; at < rows.Count; at++)
        {
            call.Run.Tick(call.Caller.Span);
            if (at > first && used + heights[at] > Room(order, units, pages.Count, first, at + 1))
            {
                pages.Add((first, at - first));
                (first, used) = (at, 0);
            }

            used += heights[at];
        }

        // What closes the paper must not stand alone on a page: the last rows go with it.
        if (rows.Count - first > 1 && used + order.Closing > Room(order, units, pages.Count, first, rows.Count))
        {
            var keep = Math.Max(1, Math.Min(order.Together, rows.Count - first - 1));
            pages.Add((first, rows.Count - first - keep));
            first = rows.Count - keep;
        }

        pages.Add((first, rows.Count - first));
        return pages;
    }

    /// <summary>What a page has for rows: without those that carry sums in and out. At the end the sums stand once.</summary>
    private static double Room(Order order, int[] units, int page, int first, int end) =>
        (page == 0 ? order.First : order.Next) - (Row * ((page == 0 ? 0 : units[first]) + units[end]));

    /// <returns>For every number of rows: in how many units they are counted.</returns>
    private static int[] CountUnits(Order order, List<ObjectValue> rows)
    {
        var seen = new HashSet<string>();
        var counts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
        {
            seen.Add(UnitOf(order, rows[i]));
            counts[i + 1] = seen.Count;
        }

        return counts;
    }

    private static double Height(Call call, Order order, ObjectValue row)
    {
        var lines = order.Widths.Count == 0 ? 1 : 0;
        foreach (var (key, width) in order.Widths)
        {
            lines = Math.Max(lines, TextMeasure.Lines(row.TryGet(key, out var value) ? call.Run.ToText(value) : "", width, order.Size));
        }

        return (lines * Line * order.Size / TextMeasure.TableSize) + Frame;
    }

    private static ObjectValue Describe(Order order, List<ObjectValue> rows, (int First, int Count) page, bool isFirst, bool isLast)
    {
        var end = page.First + page.Count;
        var described = new ObjectValue();
        described.Set("baris", new ListValue(rows.Skip(page.First).Take(page.Count)));
        described.Set("mulai", page.First);
        described.Set("pertama", isFirst);
        described.Set("terakhir", isLast);
        described.Set("pindahan", isFirst ? new ListValue() : Sums(order, rows.Take(page.First)));
        described.Set("dipindahkan", isLast ? new ListValue() : Sums(order, rows.Take(end)));
        described.Set("jumlah", isLast && !isFirst ? Sums(order, rows) : new ListValue());
        described.Freeze();
        return described;
    }

    /// <summary>One line for each unit, in the order in which the units first stand in the table; what is not known adds nothing.</summary>
    private static ListValue Sums(Order order, IEnumerable<ObjectValue> rows) => new(rows.GroupBy(row => UnitOf(order, row)).Select(unit =>
    {
        var line = new ObjectValue();
        line.Set("satuan", unit.Key);
        foreach (var key in order.Sums)
        {
            line.Set(key, unit.Sum(row => row.TryGet(key, out var value) ? Number(value) : 0));
        }

        line.Freeze();
        return (object?)line;
    }));

    private static string UnitOf(Order order, ObjectValue row) => order.Unit is { } key && row.TryGet(key, out var unit) && unit is string text ? text : "–";

    private static decimal Number(object? value) => value switch
    {
        int whole => whole,
        long whole => whole,
        decimal exact => exact,
        double real => (decimal)real,
        _ => 0,
    };

    /// <param name="Sums">The columns that are added up.</param>
    /// <param name="Unit">The column that says in what; none: all in one.</param>
    /// <param name="Widths">The columns whose text may need several lines, and their width inside the padding, in millimetres.</param>
    /// <param name="First">Millimetres for rows on the first page, under the head of the table.</param>
    /// <param name="Next">The same on every further page.</param>
    /// <param name="Closing">Millimetres for what stands behind the table: signatures.</param>
    /// <param name="Together">So many rows at least go with what closes the paper.</param>
    private sealed record Order(
        IReadOnlyList<string> Sums, string? Unit, IReadOnlyList<(string Key, double Width)> Widths, double Size, double First, double Next, double Closing, int Together)
    {
        public static Order Read(Call call)
        {
            if (call[1] is not ObjectValue given)
            {
                throw call.Fault(1, "Diharapkan pilihan { jumlah, satuan, lebar, pertama, berikut, akhir }");
            }

            if (given.Names.FirstOrDefault(name => name is not ("jumlah" or "satuan" or "lebar" or "ukuran" or "pertama" or "berikut" or "akhir" or "bersama")) is { } unknown)
            {
                throw call.Fault(1, $"Pilihan `{unknown}` tidak dikenal");
            }

            var widths = given.TryGet("lebar", out var columns) && columns is ObjectValue named ? named : new ObjectValue();
            return new Order(
                given.TryGet("jumlah", out var sums) && Values.Items(sums) is { } keys ? [.. keys.Select(call.Run.ToText)] : [],
                given.TryGet("satuan", out var unit) && unit is string text ? text : null,
                [.. widths.Names.Select(name => (name, Millimetres(call, widths, name, null)))],
                Millimetres(call, given, "ukuran", TextMeasure.TableSize),
                Millimetres(call, given, "pertama", null),
                Millimetres(call, given, "berikut", null),
                Millimetres(call, given, "akhir", 0),
                (int)Millimetres(call, given, "bersama", 2));
        }

        private static double Millimetres(Call call, ObjectValue given, string name, double? otherwise)
        {
            if (!given.TryGet(name, out var value) || value is null)
            {
                return otherwise ?? throw call.Fault(1, $"Pilihan `{name}` belum diisi");
            }

            return value is int or long or decimal or double && Number(value) is >= 0 and < 2000 and var size
                ? (double)size
                : throw call.Fault(1, $"Pilihan `{name}` harus ukuran dalam milimeter, bukan `{call.Run.ToText(value)}`");
        }
    }
}
