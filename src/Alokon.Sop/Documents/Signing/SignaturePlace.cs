using System.Text.Json.Nodes;

namespace Alokon.Sop.Documents.Signing;

/// <summary>Where somebody signs a paper.</summary>
/// <param name="Number">From 1, in the order in which the paper's data name the persons.</param>
/// <param name="Position">As printed: "Plt. Kepala Bidang …".</param>
/// <param name="Role">Of the position; null: nobody in the office holds it.</param>
/// <param name="Name">As printed.</param>
/// <param name="Approves">Who answers for the paper, where others only hand over or receive.</param>
public sealed record SignaturePlace(int Number, string Position, string? Role, string Name, string? Nip, bool Approves)
{
    private const string Approver = "penandatangan";

    /// <param name="model">As <see cref="DocumentModel"/> froze it. Who stands in two parts of it signs once.</param>
    public static IReadOnlyList<SignaturePlace> Of(string code, JsonObject model)
    {
        var places = new List<SignaturePlace>();
        foreach (var key in DocumentModel.Signers(code))
        {
            if (model[key] is JsonObject person && DocumentModel.Position(person) is { } position && Text(person, "nama") is { } name
                && !places.Exists(one => one.Position == position && one.Name == name))
            {
                places.Add(new SignaturePlace(places.Count + 1, position, Text(person, "peran"), name, Text(person, "nip"), key == Approver));
            }
        }

        return places;
    }

    /// <returns>Null: nobody signs.</returns>
    public static SignaturePlace? ApproverOf(IReadOnlyList<SignaturePlace> places) => places.FirstOrDefault(place => place.Approves) ?? places.FirstOrDefault();

    private static string? Text(JsonObject person, string key) => person[key]?.GetValue<string>() is { Length: > 0 } text ? text : null;
}
