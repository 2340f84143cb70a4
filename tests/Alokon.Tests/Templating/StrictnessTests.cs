using System.Text.Json.Nodes;
using Alokon.Templating;
using Xunit;

namespace Alokon.Tests.Templating;

/// <summary>A letter with a hole must not be issued.</summary>
public sealed class StrictnessTests
{
    private const string Model = """{"faskes":{"nama":"Klinik","telepon":null},"baris":[{"nama":"Pil"}]}""";

    [Theory]
    [InlineData("{{ fasks.nama }}", "surat(1,4) : error : The variable or function `fasks` was not found")]
    [InlineData("{{ faskes.alamat }}", "surat(1,11) : error : Cannot get member with name alamat.")]
    [InlineData("{{ faskes[\"alamat\"] }}", "surat(1,11) : error : Cannot access target `faskes` with an indexer: \"alamat\"")]
    [InlineData("{{ baris[3] }}", "surat(1,10) : error : The index 3 is out of bounds [0, 1] on the `baris` with the indexer: 3")]
    [InlineData("{{ faskes.telepon.kode }}", "surat(1,19) : error : Object `faskes.telepon` is null. Cannot access member: faskes.telepon.kode")]
    [InlineData("{{ for b in barisan }}{{ end }}", "surat(1,13) : error : The variable or function `barisan` was not found")]
    [InlineData("{{ if faskes.ada }}x{{ end }}", "surat(1,14) : error : Cannot get member with name ada.")]
    [InlineData("{{ baris | array.map \"kode\" }}", "surat(1,22) : error : Cannot get member with name kode.")]
    [InlineData("{{ date.parse \"bukan\" }}", "surat(1,15) : error : `bukan` is not a date")]
    public void Missing_data_is_an_error_with_its_place(string text, string expected) => Assert.Equal(expected, Rendering.Office(text, Model));

    [Theory]
    [InlineData("{{ faskes.telepon }}", "")]
    [InlineData("{{ faskes.telepon ?? \"-\" }}", "-")]
    [InlineData("{{ faskes?.alamat ?? \"-\" }}", "-")]
    public void What_is_known_to_be_unknown_is_not_missing(string text, string expected) => Assert.Equal(expected, Rendering.Office(text, Model));

    [Fact]
    public void Nothing_of_the_text_comes_out_beside_an_error()
    {
        var template = Template.Parse("Kepada {{ siapa }}", "surat").Template!; // parsed above
        var rendered = template.Render(new JsonObject(), new RenderOptions());

        Assert.Null(rendered.Text);
        Assert.Equal(new TemplateError("surat", 1, 11, "The variable or function `siapa` was not found"), rendered.Error);
    }

    [Theory]
    [InlineData("{{ faskes.nama = \"Lain\" }}", "surat(1,11) : error : Cannot set a value for the readonly member: faskes.nama")]
    [InlineData("{{ baris[0] = 1 }}", "surat(1,10) : error : Cannot set a value for the readonly member `0` in the indexer: baris['0']")]
    [InlineData("{{ with faskes; nama = 1; end }}", "surat(1,17) : error : Cannot set value on the readonly variable `nama`")]
    [InlineData("{{ string.upcase = 1 }}", "surat(1,11) : error : Cannot set a value for the readonly member: string.upcase")]
    public void A_template_cannot_change_what_it_is_given(string text, string expected) => Assert.Equal(expected, Rendering.Office(text, Model));

    [Fact]
    public void The_model_of_the_caller_is_never_touched()
    {
        var model = JsonNode.Parse("""{"n":1,"daftar":[1]}""");
        var options = new RenderOptions { Mode = RenderMode.Conformance };
        var rendered = Template.Parse("{{ n = 2; daftar[0] = 2; daftar }}", "surat").Template!.Render(model, options); // parses

        Assert.Equal("[2]", rendered.Text);
        Assert.Equal("""{"n":1,"daftar":[1]}""", model!.ToJsonString());
    }
}
