using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Printing;

/// <summary>One cell of a performer's column: at most one symbol, the strokes through it, and the words beside them.</summary>
/// <param name="Strokes">Names of strokes; where each runs inside the cell is the template's style sheet.</param>
internal sealed record DrawnCell(List<string> Strokes, List<(string Place, string Text)> Words)
{
    /// <summary>mulai-selesai, proses, keputusan; empty for a cell that lines only pass through.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>Written inside the symbol, where it stands for no row of its own.</summary>
    public string Inside { get; set; } = "";
}

/// <summary>
/// The flow of an SOP AP sheet: the symbol of each row in its performer's column, and the lines between them. A line to the next row
/// goes down and across; every other line leaves its symbol sideways and goes up or down along the edge of the target's column.
/// </summary>
internal sealed class SheetDrawing
{
    private readonly IReadOnlyList<SopRow> _rows;
    private readonly IReadOnlyList<int> _columns;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<SopWay>> _ways;
    private readonly Func<string, int> _columnOfStep;
    private readonly DrawnCell[][] _cells;

    private SheetDrawing(IReadOnlyList<SopRow> rows, IReadOnlyList<int> columns, int width, IReadOnlyDictionary<string, IReadOnlyList<SopWay>> ways, Func<string, int> columnOfStep)
    {
        (_rows, _columns, _ways, _columnOfStep) = (rows, columns, ways, columnOfStep);
        _cells = [.. rows.Select(_ => Enumerable.Range(0, width).Select(_ => new DrawnCell([], [])).ToArray())];
    }

    /// <param name="rows">The rows of the sheet.</param>
    /// <param name="columns">The column of each row's performer; -1 for nobody.</param>
    /// <param name="width">How many columns there are.</param>
    /// <param name="columnOfStep">The column of a correction's performer; -1 for none.</param>
    /// <param name="requester">The column of who asks; -1 for none.</param>
    public static DrawnCell[][] Draw(
        IReadOnlyList<SopRow> rows, IReadOnlyList<int> columns, int width, IReadOnlyDictionary<string, IReadOnlyList<SopWay>> ways, Func<string, int> columnOfStep, int requester)
    {
        var drawing = new SheetDrawing(rows, columns, width, ways, columnOfStep);
        for (var row = 0; row < rows.Count; row++)
        {
            drawing.DrawSymbol(row);
        }

        drawing.DrawStart(requester);
        for (var row = 0; row < rows.Count; row++)
        {
            drawing.DrawWays(row);
        }

        return drawing._cells;
    }

    private void DrawSymbol(int row)
    {
        if (_columns[row] >= 0)
        {
            _cells[row][_columns[row]].Symbol =
                Decides(row) ? "keputusan"
                : row == _rows.Count - 1 || row == 0 ? "mulai-selesai"
                : "proses";
        }
    }

    /// <summary>Where the first row decides, the beginning is drawn beside it: at whoever asks.</summary>
    private void DrawStart(int requester)
    {
        if (_rows.Count == 0 || _columns[0] < 0 || !Decides(0) || Free(0, requester) is not (>= 0 and var start))
        {
            return;
        }

        var cell = _cells[0][start];
        (cell.Symbol, cell.Inside) = ("mulai-selesai", "Mulai");
        var back = Ways(0).Any(way => way.Kind == WayKind.Detour && _columnOfStep(way.Via) == start);
        Across(0, start, _columns[0], arrowAtEnd: true, back ? "-atas" : "");
    }

    private void DrawWays(int row)
    {
        if (_columns[row] < 0)
        {
            return;
        }

        var decides = Decides(row);
        foreach (var way in Ways(row).GroupBy(way => (way.Kind, way.Target, way.Via)).Select(group => group.First()))
        {
            var word = decides ? Word(row, way) : "";
            switch (way.Kind)
            {
                case WayKind.Row when RowOf(way.Target) is var target and >= 0 && _columns[target] >= 0:
                    DrawTo(row, target, word);
                    break;
                case WayKind.Detour when RowOf(way.Target) is var target and >= 0:
                    DrawDetour(row, target, way, word);
                    break;
                case WayKind.End when decides:
                    DrawEnd(row, way, word);
                    break;
                case WayKind.Row or WayKind.Detour or WayKind.End or WayKind.Open:
                    break;
            }
        }
    }

    private void DrawTo(int row, int target, string word)
    {
        if (target == row + 1)
        {
            DrawDown(row, word);
        }
        else
        {
            DrawLane(row, _columns[row], target, word);
        }
    }

    private void DrawDown(int row, string word)
    {
        var (from, to) = (_columns[row], _columns[row + 1]);
        _cells[row][from].Strokes.Add("turun");
        if (word.Length > 0)
        {
            _cells[row][from].Words.Add(("bawah", word));
        }

        if (from == to)
        {
            _cells[row + 1][to].Strokes.Add("lurus");
            return;
        }

        var right = to > from;
        _cells[row + 1][from].Strokes.Add("belok");
        _cells[row + 1][from].Strokes.Add(right ? "bus-kanan" : "bus-kiri");
        for (var column = Math.Min(from, to) + 1; column < Math.Max(from, to); column++)
        {
            _cells[row + 1][column].Strokes.Add("bus-penuh");
        }

        _cells[row + 1][to].Strokes.Add(right ? "bus-kiri" : "bus-kanan");
        _cells[row + 1][to].Strokes.Add("masuk");
    }

    /// <summary>Sideways out, along the edge of the target's column, sideways in.</summary>
    private void DrawLane(int row, int from, int target, string word)
    {
        var to = _columns[target];
        var side = from < to ? "kiri" : "kanan";
        if (from == to)
        {
            _cells[row][from].Strokes.Add("lajur-keluar");
        }
        else
        {
            _cells[row][from].Strokes.Add(from < to ? "keluar-kanan" : "keluar-kiri");
            for (var column = Math.Min(from, to) + 1; column < Math.Max(from, to); column++)
            {
                _cells[row][column].Strokes.Add("lintas");
            }

            _cells[row][to].Strokes.Add($"tepi-{side}");
        }

        if (word.Length > 0)
        {
            _cells[row][from].Words.Add((from <= to ? "kanan" : "kiri", word));
        }

        var down = target > row;
        _cells[row][to].Strokes.Add($"lajur-{side}-{(down ? "bawah" : "atas")}");
        for (var between = Math.Min(row, target) + 1; between < Math.Max(row, target); between++)
        {
            _cells[between][to].Strokes.Add($"lajur-{side}-penuh");
        }

        _cells[target][to].Strokes.Add($"lajur-{side}-{(down ? "atas" : "bawah")}");
        _cells[target][to].Strokes.Add($"lajur-{side}-panah");
    }

    /// <summary>The correction stands in the same row, at who corrects; from there the case comes back.</summary>
    private void DrawDetour(int row, int target, SopWay way, string word)
    {
        var (from, at) = (_columns[row], _columnOfStep(way.Via));
        if (at < 0 || at == from || (_cells[row][at].Symbol.Length > 0 && _cells[row][at].Inside != "Mulai"))
        {
            DrawBack(row, target, word);
            return;
        }

        var cell = _cells[row][at];
        var isStart = cell.Inside == "Mulai";
        if (!isStart)
        {
            (cell.Symbol, cell.Inside) = ("proses", "Perbaiki");
        }

        Across(row, from, at, arrowAtEnd: true, isStart ? "-bawah" : target == row ? "-atas" : "");
        if (word.Length > 0)
        {
            _cells[row][from].Words.Add((at > from ? "kanan" : "kiri", word));
        }

        if (target == row && !isStart)
        {
            Across(row, at, from, arrowAtEnd: true, "-bawah");
        }
        else if (target != row)
        {
            DrawLane(row, at, target, "");
        }
    }

    private void DrawBack(int row, int target, string word)
    {
        if (target == row)
        {
            _cells[row][_columns[row]].Words.Add(("kanan", $"{word} ↺"));
        }
        else if (_columns[target] >= 0)
        {
            DrawLane(row, _columns[row], target, word);
        }
    }

    private void DrawEnd(int row, SopWay way, string word)
    {
        var from = _columns[row];
        if (Free(row, from + 1) is not (>= 0 and var at))
        {
            return;
        }

        var cell = _cells[row][at];
        (cell.Symbol, cell.Inside) = ("mulai-selesai", "Selesai");
        Across(row, from, at, arrowAtEnd: true, "");
        _cells[row][from].Words.Add((at > from ? "kanan" : "kiri", word.Length > 0 ? word : way.Label));
    }

    /// <summary>From the side of one symbol to the side of another in the same row.</summary>
    private void Across(int row, int from, int to, bool arrowAtEnd, string level)
    {
        var right = to > from;
        _cells[row][from].Strokes.Add($"keluar-{(right ? "kanan" : "kiri")}{level}{Shape(row, from)}");
        for (var column = Math.Min(from, to) + 1; column < Math.Max(from, to); column++)
        {
            _cells[row][column].Strokes.Add($"lintas{level}");
        }

        _cells[row][to].Strokes.Add($"{(arrowAtEnd ? "panah" : "keluar")}-{(right ? "kiri" : "kanan")}{level}{Shape(row, to)}");
    }

    /// <summary>Above and below its middle a diamond is narrower.</summary>
    private string Shape(int row, int column) => _cells[row][column].Symbol == "keputusan" ? " ketupat" : "";

    private bool Decides(int row) => Ways(row).Where(way => way.Kind != WayKind.Open).Select(way => (way.Kind, way.Target, way.Via)).Distinct().Count() > 1;

    private IReadOnlyList<SopWay> Ways(int row) => _rows[row].Step is { } step && _ways.TryGetValue(step, out var ways) ? ways : [];

    private int RowOf(string step)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            if (_rows[row].Step == step)
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>A column of this row without a symbol, nearest to the wanted one, and with nothing between it and the row's own symbol.</summary>
    private int Free(int row, int wanted) =>
        Enumerable.Range(0, _cells[row].Length)
            .Where(column => _cells[row][column].Symbol.Length == 0 && _cells[row][column].Strokes.TrueForAll(stroke => !stroke.StartsWith("lintas", StringComparison.Ordinal)) && IsClear(row, column))
            .OrderBy(column => Math.Abs(column - wanted))
            .FirstOrDefault(-1);

    private bool IsClear(int row, int column)
    {
        var (low, high) = (Math.Min(column, _columns[row]), Math.Max(column, _columns[row]));
        return Enumerable.Range(low + 1, Math.Max(0, high - low - 1)).All(between => _cells[row][between].Symbol.Length == 0);
    }

    /// <summary>The answers that lead there, by the first word of each.</summary>
    private string Word(int row, SopWay way)
    {
        var labels = Ways(row).Where(other => (other.Kind, other.Target, other.Via) == (way.Kind, way.Target, way.Via)).Select(other => other.Label.Split(' ', ',')[0]).Distinct().ToList();
        return labels.Count == 1 ? labels[0] : "Ya";
    }
}
