using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Xunit;

namespace Alokon.Tests.Pages;

/// <summary>Schema to HTML to form post to JSON, judged by the step that published the schema.</summary>
public sealed class FormRoundTripTests
{
    [Theory]
    [InlineData("Alokon.TelitiAmrah", "sesuai")]
    [InlineData("Alokon.Rekomendasi", "setuju")]
    [InlineData("Alokon.Disposisi", "setujuSebagian")]
    [InlineData("Alokon.Cocokkan", "cocok")]
    [InlineData("Alokon.Salurkan", "selesai")]
    [InlineData("Alokon.Lapor", "selesai")]
    [InlineData("Alokon.Arsip", "selesai")]
    [InlineData("Alokon.PerbaikiUsulan", "ajukan")]
    public async Task What_a_step_proposes_can_be_sent_back_untouched(string type, string outcome)
    {
        var schema = StepForms.Schema(type);
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), outcome);

        var reading = form.Read(schema, outcome);

        Assert.Empty(reading.Errors);
        Assert.Null(StepForms.Answer(type, outcome, reading.Data).Refusal);
    }

    [Fact]
    public async Task Quantities_arrive_as_numbers_and_the_row_keeps_its_key()
    {
        var schema = StepForms.Schema("Alokon.Disposisi");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "setuju", "setujuSebagian", "tolak");

        var reading = form.Type("lines[1].approved", "1.440").Type("lines[1].reason", "Stok gudang terbatas").Read(schema, "setujuSebagian");

        Assert.Equal(
            """[{"commodity":"STK3","approved":480},{"commodity":"KDM","approved":1440,"reason":"Stok gudang terbatas"}]""",
            reading.Data["lines"]!.ToJsonString());
    }

    [Fact]
    public async Task What_counts_for_another_decision_is_not_sent()
    {
        var schema = StepForms.Schema("Alokon.TelitiAmrah");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "sesuai", "kembalikan");

        var reading = form.Type("fields[1].reason", "Stok belum dilaporkan").Read(schema, "kembalikan");

        Assert.Equal("""{"fields":[{"path":"lines[1].requested","reason":"Stok belum dilaporkan"}]}""", reading.Data.ToJsonString());
    }

    [Fact]
    public async Task Rows_left_empty_are_no_rows_and_added_ones_name_their_alokon()
    {
        var schema = StepForms.Schema("Alokon.Kirim");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "terkirim");
        Assert.Equal(2 + FormSheet.SpareRows, form.Fields.Keys.Count(k => k.EndsWith("].lot", StringComparison.Ordinal)));

        form.Type("vehicle", "K 1234 XX").Type("courier", "Slamet").Type("packages", "3")
            .Type("lines[0].lot", "L-01").Type("lines[0].quantity", "300")
            .Type("lines[1].lot", "").Type("lines[1].quantity", "")
            .Type("lines[3].commodity", "STK3").Type("lines[3].lot", "L-02").Type("lines[3].quantity", "180");
        var reading = form.Read(schema, "terkirim");

        Assert.Empty(reading.Errors);
        Assert.Equal(["L-01", "L-02"], reading.Data["lines"]!.AsArray().Select(l => l!["lot"]!.GetValue<string>()));
        Assert.Null(StepForms.Answer("Alokon.Kirim", "terkirim", reading.Data).Refusal);
    }

    [Fact]
    public async Task A_refusal_of_the_step_stands_at_the_row_where_it_was_typed()
    {
        var schema = StepForms.Schema("Alokon.Kirim");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "terkirim");
        form.Type("vehicle", "K 1234 XX").Type("courier", "Slamet")
            .Type("lines[0].lot", "").Type("lines[0].quantity", "")
            .Type("lines[4].commodity", "KDM").Type("lines[4].lot", "L-09").Type("lines[4].quantity", "9.999")
            .Type("lines[1].lot", "").Type("lines[1].quantity", "");
        var reading = form.Read(schema, "terkirim");

        var refusal = StepForms.Answer("Alokon.Kirim", "terkirim", reading.Data).Refusal;

        Assert.Equal("lines[0].quantity", Assert.Single(refusal!.Fields).Path);
        var onSheet = reading.OnSheet(refusal.Fields[0]);
        Assert.Equal("lines[4].quantity", onSheet.Path);
        var again = await DrawnForm.OfAsync(FormSheet.Typed(schema, form.Fields).With([onSheet]), "terkirim");
        Assert.Contains("9999 melebihi yang disetujui", again.Html.Replace("Jumlah kiriman ", ""), StringComparison.Ordinal);
        Assert.Equal("9.999", again.Fields["d.lines[4].quantity"]);
        Assert.Equal("L-09", again.Fields["d.lines[4].lot"]);
    }

    [Fact]
    public async Task A_second_recipient_gets_the_same_alokon_to_fill_in()
    {
        var schema = StepForms.Schema("Alokon.Salurkan");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "selesai");

        form.Type("recipients[0].lines[0].quantity", "400")
            .Type("recipients[2].name", "PMB Anisa").Type("recipients[2].kind", "PMB").Type("recipients[2].lines[0].quantity", "70");
        var reading = form.Read(schema, "selesai");

        Assert.Empty(reading.Errors);
        Assert.Equal(
            """{"name":"PMB Anisa","kind":"PMB","lines":[{"commodity":"STK3","quantity":70}]}""",
            reading.Data["recipients"]![1]!.ToJsonString());
        Assert.Null(StepForms.Answer("Alokon.Salurkan", "selesai", reading.Data).Refusal);
    }

    [Fact]
    public async Task More_rows_keep_what_was_typed()
    {
        var schema = StepForms.Schema("Alokon.Kirim");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "terkirim");
        form.Type("lines[0].lot", "L-01").Type("vehicle", "K 1234 XX");

        var grown = await DrawnForm.OfAsync(FormSheet.Typed(schema, form.Fields, growing: "lines"), "terkirim");

        Assert.Equal(2 + FormSheet.SpareRows + FormSheet.SpareRows, grown.Fields.Keys.Count(k => k.EndsWith("].lot", StringComparison.Ordinal)));
        Assert.Equal("L-01", grown.Fields["d.lines[0].lot"]);
        Assert.Equal("K 1234 XX", grown.Fields["d.vehicle"]);
    }

    [Fact]
    public async Task An_emptied_quantity_is_asked_for_and_a_word_is_no_quantity()
    {
        var schema = StepForms.Schema("Alokon.Rekomendasi");
        var form = await DrawnForm.OfAsync(FormSheet.Proposed(schema), "setuju", "tolak");

        var reading = form.Type("lines[0].approved", "").Type("lines[1].approved", "banyak").Read(schema, "setuju");

        Assert.Equal(
            [("lines[0].approved", "field-required"), ("lines[1].approved", "number-unclear")],
            reading.Errors.Select(e => (e.Path, e.Code)));
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("</textarea><img src=x onerror=alert(1)>")]
    [InlineData("' onfocus='alert(1)")]
    [InlineData("Pasien & <b>tebal</b>")]
    public async Task Hostile_text_stays_text(string typed)
    {
        var schema = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["short"] = new JsonObject { ["type"] = "string", ["title"] = typed, ["description"] = typed },
                ["long"] = new JsonObject { ["type"] = "string", ["title"] = "Catatan", ["x-multiline"] = true },
                ["choice"] = new JsonObject { ["type"] = "string", ["title"] = "Jenis", ["enum"] = new JsonArray(typed), ["default"] = typed },
            },
        };
        var sheet = FormSheet.Typed(schema, [new("d.short", typed), new("d.long", typed), new("d.choice", typed)])
            .With([new FieldError("long", "number-unclear", typed)]);

        var form = await DrawnForm.OfAsync(sheet, "selesai");

        Assert.Equal((typed, typed, typed), (form.Fields["d.short"], form.Fields["d.long"], form.Fields["d.choice"]));
        Assert.DoesNotContain("<script", form.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", form.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", form.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" onfocus='", form.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Made_up_rows_and_fields_change_nothing()
    {
        var schema = StepForms.Schema("Alokon.Cocokkan");
        var sheet = FormSheet.Typed(schema, [new("d.lines[999].good", "5"), new("d.lines[0].commodity", "KDM"), new("d.evil", "x"), new("__proto__", "x")]);

        var reading = FormReading.Of(sheet, "cocok");

        Assert.Equal(["STK3", "KDM"], reading.Data["lines"]!.AsArray().Select(l => l!["commodity"]!.GetValue<string>()));
        Assert.DoesNotContain("evil", reading.Data.ToJsonString(), StringComparison.Ordinal);
    }
}
