using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Npgsql;

namespace Alokon.Tests.Documents;

/// <summary>An office with letterhead, formats and one small template for every code, and the deeds the tests do in it.</summary>
internal sealed class DocumentsOffice(TestDatabase database, int office)
{
    public const string SmallTemplate = "<p>{{ dokumen.nomor }}</p>";

    public static readonly EffectSource Source = new(Guid.Empty, "distribusi", 1, "kirim");

    public static async Task<DocumentsOffice> OpenAsync(TestDatabase database, int office, string template = SmallTemplate)
    {
        var made = new DocumentsOffice(database, office);
        await made.DoAsync(async work =>
        {
            await new SetLetterheadHandler(work).Handle(new SetLetterhead(Letterhead()), CancellationToken.None);
            using var folder = new TemporaryFolder();
            foreach (var code in DocumentCodes.All)
            {
                Directory.CreateDirectory(Path.Combine(folder.Path, code));
                await File.WriteAllTextAsync(Path.Combine(folder.Path, code, "template.sbnhtml"), template);
                var bytes = TemplateFiles.Read(folder.Path, code)!.ToBytes();
                TemplateRows.PutInForce(work, new LoadedTemplate(code, "", TemplateFiles.HashOf(bytes)), bytes);
            }
        });
        return made;
    }

    public static Letterhead Letterhead(string zone = "Asia/Jakarta") => new(
        "Pemerintah Kabupaten Grobogan", "Dinas PPPA dan KB", "DP3AKB", "Jalan Contoh 1", null, null, null, null, "Purwodadi", zone, true);

    public static JsonObject Model() => new()
    {
        ["penandatangan"] = new JsonObject { ["nama"] = "Rahasia Sekali", ["jabatan"] = "Kepala Bidang KB", ["mandat"] = "plt" },
    };

    public async Task DoAsync(Func<UnitOfWork, Task> deed)
    {
        await using var work = await database.NewUnitOfWork(office);
        await deed(work);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>As the pipeline does: a refusal leaves nothing.</summary>
    public async Task<Outcome<T>> AskAndKeepAsync<T>(Func<UnitOfWork, Task<Outcome<T>>> command)
    {
        await using var work = await database.NewUnitOfWork(office);
        var outcome = await command(work);
        if (outcome.Refusal is null)
        {
            await work.CommitAsync(CancellationToken.None);
        }

        return outcome;
    }

    public async Task<T> AskAsync<T>(Func<UnitOfWork, Task<T>> question)
    {
        await using var work = await database.NewUnitOfWork(office);
        return await question(work);
    }

    public static Task<Refusal?> IssueAsync(UnitOfWork work, Guid caseId, string code, string? number = null, JsonObject? model = null) =>
        new IssueDocumentHandler(new DocumentOptions("https://alokon.example"), new PaperShelf(), (_, _, _, _) => Task.CompletedTask)
            .ApplyAsync(work, Source, new IssueDocument(caseId, code, number, model ?? Model()), CancellationToken.None);

    public async Task<DocumentView> IssueAsync(Guid caseId, string code, string? number = null)
    {
        await DoAsync(async work => RefusalExpected.None(await IssueAsync(work, caseId, code, number)));
        return (await ListAsync(caseId))[^1];
    }

    /// <summary>The model as it was frozen with the paper.</summary>
    public static async Task<JsonObject> ModelAsync(TestDatabase database, Guid id)
    {
        await using var superuser = database.AsSuperuser();
        await using var command = superuser.CreateCommand("SELECT model FROM documents.document WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return JsonNode.Parse((byte[])(await command.ExecuteScalarAsync())!)!.AsObject();
    }

    public static Task SetClockAsync(TestDatabase database, string utc) => database.HoldClockAsync(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture));

    public async Task<IReadOnlyList<DocumentView>> ListAsync(Guid caseId) =>
        (await AskAsync(work => new ListDocumentsHandler(work).Handle(new ListDocuments(caseId), CancellationToken.None))).Value.Items;
}

internal static class RefusalExpected
{
    public static void None(Refusal? refusal) => Xunit.Assert.Null(refusal?.Message);
}
