using System.Globalization;
using System.Text;
using Alokon.Templating;
using QRCoder;

namespace Alokon.Sop.Documents;

/// <summary>What this room lends to templates beyond the language itself.</summary>
public static class DocumentFunctions
{
    public static IReadOnlyDictionary<string, HostFunction> All { get; } = new Dictionary<string, HostFunction>
    {
        ["surat.qr"] = Qr,
        ["qr"] = Qr, // as versions of templates that offices keep from before call it
    };

    /// <summary>An image of the text given, drawn as SVG: no file, no request, the same bytes for the same text.</summary>
    private static SafeHtml Qr(IReadOnlyList<object?> arguments)
    {
        if (arguments is not [string { Length: > 0 } text])
        {
            throw new ArgumentException("qr menerima satu teks yang tidak kosong");
        }

        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var svg = Convert.ToBase64String(Encoding.ASCII.GetBytes(Draw(data)));
        return new SafeHtml($"""<img class="qr" alt="Kode QR verifikasi" src="data:image/svg+xml;base64,{svg}">""");
    }

    /// <summary>One path: a bar for each row of neighbouring modules, not a square for each module.</summary>
    private static string Draw(QRCodeData data)
    {
        var size = data.ModuleMatrix.Count;
        var svg = new StringBuilder(8192);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><path d=\"");
        for (var y = 0; y < size; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < size; x++)
            {
                var begin = x;
                while (x < size && row[x])
                {
                    x++;
                }

                if (x > begin)
                {
                    svg.Append('M').Append(begin).Append(' ').Append(y).Append('h').Append(x - begin).Append("v1h-").Append(x - begin).Append('z');
                }
            }
        }

        return svg.Append("\"/></svg>").ToString();
    }
}
