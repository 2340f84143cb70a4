using System.Text.Json.Nodes;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>The same facts for both: as JSON for the language, as values for the naive walk.</summary>
internal static class FuzzModel
{
    public static JsonNode Json() => JsonNode.Parse(
        """
        {"teks":"Dinas <KB> & \"Kab.\"","angka":7,"uang":1250.50,"besar":3000000000,"ya":true,"daftar":[3,1,2],"hampa":null,
         "baris":[{"nama":"Pil","jumlah":12},{"nama":"IUD","jumlah":3}],"data":{"nama":"Siti","alamat":null}}
        """)!;

    public static Obj Naive(bool office) => new Obj()
        .Set("teks", "Dinas <KB> & \"Kab.\"").Set("angka", 7).Set("uang", office ? 1250.50m : 1250.50).Set("besar", 3000000000L).Set("ya", true)
        .Set("daftar", new List<object?> { 3, 1, 2 }).Set("hampa", null)
        .Set("baris", new List<object?> { new Obj { Frozen = office }.Set("nama", "Pil").Set("jumlah", 12), new Obj { Frozen = office }.Set("nama", "IUD").Set("jumlah", 3) })
        .Set("data", new Obj { Frozen = office }.Set("nama", "Siti").Set("alamat", null));
}
