using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Documents;

/// <summary>What a template is given: the caller's model, made complete. Templates are strict, so every key is always there.</summary>
internal static class DocumentModel
{
    private static readonly string[] People = ["pemohon", "penandatangan", "pihakPertama", "pihakKedua"];

    private static readonly JsonObject Shape = EmbeddedJson.Read<JsonObject>("model-shape.json");

    /// <returns>The bytes kept with the document: whatever changes later, this paper says what it said.</returns>
    public static byte[] Freeze(IssueDocument effect, IssuingOffice office, IssuedPaper paper, IReadOnlyList<Reference> references)
    {
        var model = effect.Model; // made for this paper, and nobody's afterwards
        Fill(model, Shape);
        ToLocalTime(model["kasus"] as JsonObject, "diajukan", office.Letterhead.Zone);
        foreach (var person in People.Select(key => model[key]).OfType<JsonObject>())
        {
            ToLocalDay(person, "mandatSejak", office.Letterhead);
            ToLocalDay(person, "mandatSampai", office.Letterhead);
        }

        model["kop"] = Kop(office.Letterhead);
        model["dokumen"] = new JsonObject
        {
            ["kode"] = effect.Code,
            ["judul"] = office.Format.Title,
            ["nomor"] = paper.Number,
            ["tanggal"] = Iso(paper.IssuedOn),
            ["tempat"] = office.Letterhead.Place,
            ["edisi"] = office.Template.Edition.Name,
            ["kertas"] = office.Letterhead.Paper,
            ["verifikasi"] = new JsonObject { ["kode"] = paper.VerificationCode, ["url"] = paper.VerificationUrl },
        };
        model["rujukan"] = new JsonObject(DocumentCodes.All.Select(code => KeyValuePair.Create<string, JsonNode?>(
            code,
            references.FirstOrDefault(r => r.Code == code) is { } r ? new JsonObject { ["nomor"] = r.Number, ["tanggal"] = Iso(r.IssuedOn) } : null)));
        model["demo"] = office.Letterhead.Demo;
        return JsonSerializer.SerializeToUtf8Bytes(model);
    }

    /// <summary>The list of contents is known only when every other paper of the case is printed.</summary>
    public static byte[] WithContents(byte[] model, IReadOnlyList<ContentsLine> contents)
    {
        var node = JsonNode.Parse(model)!.AsObject(); // written by Freeze: an object
        node["daftar"] = JsonSerializer.SerializeToNode(contents, JsonSerializerOptions.Web);
        return JsonSerializer.SerializeToUtf8Bytes(node);
    }

    /// <summary>Positions that sign, as printed: "Plt. Kepala Bidang …". Never names.</summary>
    public static string[] Positions(string code, JsonObject model) =>
        [.. Signers(code).Select(key => Position(model[key] as JsonObject)).OfType<string>().Distinct()];

    /// <summary>Under which keys of the model those stand who sign a paper of this kind.</summary>
    public static string[] Signers(string code) => code is DocumentCodes.Amr or DocumentCodes.Permohonan
        ? ["pemohon", "penandatangan"]
        : ["penandatangan", "pihakPertama", "pihakKedua"];

    /// <summary>Who signs does so on behalf of a superior where a mandate covers this paper and the position.</summary>
    public static SigningMandate? SignUnder(JsonObject model, IReadOnlyList<SigningMandate> mandates)
    {
        if (model["penandatangan"] is not JsonObject signer || signer["peran"]?.GetValue<string>() is not { } role)
        {
            return null;
        }

        var mandate = mandates.FirstOrDefault(m => m.Role == role);
        signer["atasNama"] = mandate?.ToModel();
        return mandate;
    }

    /// <summary>As printed; null where nobody signs.</summary>
    public static string? Position(JsonObject? person)
    {
        if (person?["jabatan"]?.GetValue<string>() is not { Length: > 0 } title)
        {
            return null;
        }

        var own = person["mandat"]?.GetValue<string>() switch
        {
            "plt" => $"Plt. {title}",
            "plh" => $"Plh. {title}",
            _ => title,
        };
        if (person["atasNama"] is not JsonObject superior)
        {
            return own;
        }

        var through = superior["melalui"] is { } between ? $"{between.GetValue<string>()}, u.b. " : string.Empty;
        return $"a.n. {superior["jabatan"]!.GetValue<string>()}, {through}{own}"; // written by SigningMandate
    }

    public static JsonObject Kop(Letterhead letterhead) => new()
    {
        ["pemerintah"] = letterhead.Government,
        ["dinas"] = letterhead.Dinas,
        ["kodeDinas"] = letterhead.DinasCode,
        ["alamat"] = letterhead.Address,
        ["telepon"] = letterhead.Phone,
        ["surel"] = letterhead.Email,
        ["laman"] = letterhead.Website,
        ["kodePos"] = letterhead.PostalCode,
        ["tempat"] = letterhead.Place,
    };

    private static void Fill(JsonObject target, JsonObject shape)
    {
        foreach (var (key, expected) in shape)
        {
            switch (target[key])
            {
                case null:
                    target[key] = expected is JsonArray ? new JsonArray() : null;
                    break;
                case JsonObject inner when expected is JsonObject innerShape:
                    Fill(inner, innerShape);
                    break;
                case JsonArray items when expected is JsonArray { Count: 1 } itemShape:
                    foreach (var item in items.OfType<JsonObject>())
                    {
                        Fill(item, itemShape[0]!.AsObject()); // the shape file holds objects in its lists
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Templates cut the date out of the text: it must be the office's day, not that of UTC.</summary>
    private static void ToLocalTime(JsonObject? holder, string key, string zone)
    {
        if (DateTimeOffset.TryParse(holder?[key]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            holder![key] = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        }
    }

    private static void ToLocalDay(JsonObject person, string key, Letterhead letterhead)
    {
        if (DateTimeOffset.TryParse(person[key]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            person[key] = Iso(letterhead.DayOf(instant));
        }
    }

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Number">As the model names it: the number given, or a mark that the server replaces.</param>
/// <param name="Given">Null: the next one of the book.</param>
internal sealed record IssuedPaper(Guid Id, string Number, GivenNumber? Given, DateOnly IssuedOn, string VerificationCode, string VerificationUrl);

/// <summary>A number that is not the next of its book.</summary>
/// <param name="Seq">Where it stands in the book; null: it was not taken from one.</param>
internal sealed record GivenNumber(string Number, int? Seq, string Suffix);

/// <summary>An earlier paper of the same case.</summary>
internal sealed record Reference(string Code, string Number, DateOnly IssuedOn);

/// <summary>One line of a BERKAS; the names are the template's.</summary>
internal sealed record ContentsLine(string Kode, string Judul, string Nomor, string Tanggal, int Halaman, string Sha256, string Penandatangan);
