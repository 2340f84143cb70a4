using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Books;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>The books of numbers as an office keeps them, and what an admin writes into them by hand.</summary>
public sealed class NumberBookTests
{
    private const int Office = 3315;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sixty_four_clients_over_two_pools_leave_no_gap_and_no_number_twice_while_an_admin_writes_into_the_book()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);
        var caseId = Ids.New();
        await office.IssueAsync(caseId, "SPMB");
        var patient = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 12, Timeout = 600, CommandTimeout = 600 }.ConnectionString;
        await using var one = NpgsqlDataSource.Create(patient);
        await using var two = NpgsqlDataSource.Create(patient);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(client => Task.Run(async () =>
        {
            for (var turn = 0; turn < 3; turn++)
            {
                await using var work = new UnitOfWork(client % 2 == 0 ? one : two);
                await work.OpenAsync(Officer.System(Office), readOnly: false, None);
                var refusal = (client % 16, turn) switch
                {
                    (7, _) => (await NumberInsertion.WriteAsync(work, Order(follows: 1), None)).Refusal,
                    (11, 1) => (await new StartBookHandler(work).Handle(new StartBook("spmb", 2026, 500 + client, "Buku kertas"), None)).Refusal,
                    _ => await DocumentsOffice.IssueAsync(work, caseId, "SPMB"),
                };
                if (refusal is not null || (client + turn) % 5 == 0)
                {
                    await work.RollbackAsync(); // gives up: as if it had never asked
                }
                else
                {
                    await work.CommitAsync(None);
                }
            }
        })));

        var page = await office.AskAsync(work => ReadAsync(work));
        Assert.Empty(page.Missing);
        Assert.Equal(page.Lines.Count, page.Lines.Select(l => (l.Seq, l.Suffix)).Distinct().Count());
        Assert.Equal(page.Lines.Count, page.Lines.Select(l => l.Number).Distinct().Count());
        Assert.Contains(page.Lines, l => l.Status == LineStatus.PaperBook);
        var inserted = page.Lines.Where(l => l.Suffix.Length > 0).Select(l => int.Parse(l.Suffix[1..])).Order().ToArray();
        Assert.Equal(Enumerable.Range(1, inserted.Length), inserted);
        Assert.NotEmpty(inserted);
    }

    [Fact]
    public async Task A_book_goes_on_behind_the_last_number_on_paper_and_never_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);

        var started = await office.AskAndKeepAsync(work => new StartBookHandler(work).Handle(new StartBook("spmb", 2026, 1537, "Buku agenda 2026 sampai 1537"), None));
        var paper = await office.IssueAsync(Ids.New(), "SPMB");

        Assert.Equal((1537, "400.13/1538/SPMB/DP3AKB/X/2026"), (started.Value.Last, started.Value.Next.Single()));
        Assert.Equal("400.13/1538/SPMB/DP3AKB/X/2026", paper.Number);
        Assert.Equal("number-already-taken", (await office.AskAsync(work => new StartBookHandler(work).Handle(new StartBook("spmb", 2026, 1538, "Mundur"), None))).Refusal?.Code);
        Assert.Equal("number-already-taken", (await office.AskAsync(work => new StartBookHandler(work).Handle(new StartBook("spmb", 2026, 12, "Mundur"), None))).Refusal?.Code);
        var page = await office.AskAsync(work => ReadAsync(work));
        Assert.Equal([LineStatus.InForce, LineStatus.PaperBook], page.Lines.Select(l => l.Status));
        Assert.Equal((1, 1537, "Buku agenda 2026 sampai 1537"), (page.Lines[1].First, page.Lines[1].Seq, page.Lines[1].Reason));
        Assert.Empty(page.Missing);
        var trail = await office.AskAsync(work => new ReadTrailHandler(work).Handle(new ReadTrail("spmb/2026", null, null), None));
        Assert.Equal("book.started", Assert.Single(trail.Value.Items).Kind);
    }

    [Theory]
    [InlineData("xyz", 2026, 5, "Alasan", "number-book-not-found")]
    [InlineData("spmb", 2025, 5, "Alasan", "invalid-input")]
    [InlineData("spmb", 2028, 5, "Alasan", "invalid-input")]
    [InlineData("spmb", 2026, 0, "Alasan", "invalid-input")]
    [InlineData("spmb", 2026, 100_000, "Alasan", "invalid-input")]
    [InlineData("spmb", 2026, 5, " ", "invalid-input")]
    public async Task A_book_is_not_begun_without_a_reason_or_in_a_year_that_is_not_now_or_next(string book, int year, int last, string reason, string code)
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);

        Assert.Equal(code, (await office.AskAsync(work => new StartBookHandler(work).Handle(new StartBook(book, year, last, reason), None))).Refusal?.Code);
    }

    [Fact]
    public async Task A_number_is_put_in_behind_one_that_was_given_and_a_paper_of_the_case_bears_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database, "2026-09-30T02:00:00Z");
        await office.IssueAsync(Ids.New(), "SPMB");
        await ToAsync(database, "2026-10-05T02:00:00Z");
        await office.IssueAsync(Ids.New(), "SPMB");
        var caseId = Ids.New();

        var awaited = await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, Order(follows: 1, caseId: caseId), None));
        var other = await office.IssueAsync(Ids.New(), "SPMB");
        var bearing = await office.IssueAsync(caseId, "SPMB");
        var after = await office.IssueAsync(caseId, "SPMB");

        Assert.Equal(("400.13/1.1/SPMB/DP3AKB/IX/2026", LineStatus.Awaited), (awaited.Value.Number, awaited.Value.Status));
        Assert.Equal("400.13/3/SPMB/DP3AKB/X/2026", other.Number);
        Assert.Equal("400.13/1.1/SPMB/DP3AKB/IX/2026", bearing.Number);
        Assert.Equal("400.13/4/SPMB/DP3AKB/X/2026", after.Number);
        var lines = (await office.AskAsync(work => ReadAsync(work))).Lines;
        Assert.Equal(["4", "3", "2", "1.1", "1"], lines.Select(l => $"{l.Seq}{l.Suffix}"));
        Assert.All(lines, l => Assert.Equal(LineStatus.InForce, l.Status));
        Assert.Equal("number-not-cancellable", (await office.AskAsync(work => new CancelNumberHandler(work).Handle(new CancelNumber(awaited.Value.Id, "Tidak jadi"), None))).Refusal?.Code);
    }

    [Fact]
    public async Task Numbers_for_papers_outside_lie_between_their_neighbours_and_take_the_next_suffix_or_a_letter()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database, "2026-10-01T02:00:00Z");
        await office.IssueAsync(Ids.New(), "SPMB");
        await ToAsync(database, "2026-10-05T02:00:00Z");
        await office.IssueAsync(Ids.New(), "SPMB");
        await ToAsync(database, "2026-10-09T02:00:00Z");

        async Task<Outcome<BookLine>> PutAsync(NumberOrder order) => await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, order, None));

        Assert.Equal(".1", (await PutAsync(Order(follows: 1))).Value.Suffix);
        var second = (await PutAsync(Order(follows: 1) with { Dated = new DateOnly(2026, 10, 4), Title = "Surat kepada Camat" })).Value;
        Assert.Equal((".2", "Surat kepada Camat", LineStatus.Outside), (second.Suffix, second.Title, second.Status));
        Assert.Equal("400.13/1e/SPMB/DP3AKB/X/2026", (await PutAsync(Order(follows: 1, suffix: "e"))).Value.Number);
        Assert.Equal("number-suffix-taken", (await PutAsync(Order(follows: 1, suffix: "e"))).Refusal?.Code);
        Assert.Equal("number-date-out-of-order", (await PutAsync(Order(follows: 1) with { Dated = new DateOnly(2026, 10, 6) })).Refusal?.Code);
        Assert.Equal("number-date-out-of-order", (await PutAsync(Order(follows: 2) with { Dated = new DateOnly(2026, 10, 10) })).Refusal?.Code);
        Assert.Equal("number-follows-nothing", (await PutAsync(Order(follows: 3))).Refusal?.Code);
        Assert.Equal("invalid-input", (await PutAsync(Order(follows: 1, suffix: ".01"))).Refusal?.Code);
        Assert.Equal("invalid-input", (await PutAsync(Order(follows: 1) with { Code = "SBBK" })).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_cancelled_stays_in_the_book_with_its_reason_and_is_not_given_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);
        var paper = await office.IssueAsync(Ids.New(), "SPMB");
        var inserted = await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, Order(follows: 1), None));

        await office.AskAndKeepAsync(work => new CancelDocumentHandler(work).Handle(new CancelDocument(paper.Id, "Salah alamat"), None));
        await office.AskAndKeepAsync(work => new CancelNumberHandler(work).Handle(new CancelNumber(inserted.Value.Id, "Tidak jadi terbit"), None));
        var next = await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, Order(follows: 1), None));
        await office.IssueAsync(Ids.New(), "SPMB");

        var lines = (await office.AskAsync(work => ReadAsync(work))).Lines;
        Assert.Equal(".2", next.Value.Suffix);
        Assert.Equal(["2 inForce ", "1.2 outside Lupa dicatat", "1.1 cancelled Tidak jadi terbit", "1 cancelled Salah alamat"], lines.Select(l => $"{l.Seq}{l.Suffix} {l.Status} {l.Reason}"));
    }

    [Fact]
    public async Task A_book_is_searched_by_what_stands_in_it_and_read_page_by_page()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);
        var caseId = Ids.New();
        await office.DoAsync(async work =>
        {
            for (var i = 0; i < 12; i++)
            {
                RefusalExpected.None(await DocumentsOffice.IssueAsync(work, i == 4 ? caseId : Ids.New(), "SPMB"));
            }
        });
        await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, Order(follows: 7) with { Title = "100% gratis_" }, None));

        Assert.Equal(1, await CountAsync("100% gratis_"));
        Assert.Equal(0, await CountAsync("100_ gratis%"));
        Assert.Equal(12, await CountAsync("kepala bidang kb"));
        Assert.Equal(5, Assert.Single((await office.AskAsync(work => ReadAsync(work, "tidak ada", [caseId]))).Lines).Seq);
        var read = new List<string>();
        string? after = null;
        do
        {
            var page = (await office.AskAsync(work => OpenBook.ReadAsync(work, ("spmb", null), (null, []), (5, after), None))).Value;
            read.AddRange(page.Lines.Select(l => $"{l.Seq}{l.Suffix}"));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["12", "11", "10", "9", "8", "7.1", "7", "6", "5", "4", "3", "2", "1"], read);

        async Task<int> CountAsync(string text) => (await office.AskAsync(work => ReadAsync(work, text))).Lines.Count;
    }

    [Fact]
    public async Task Another_office_sees_nothing_of_a_book_and_numbers_its_own()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);
        var other = await DocumentsOffice.OpenAsync(database, 3206);
        await office.IssueAsync(Ids.New(), "SPMB");
        var inserted = await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, Order(follows: 1), None));

        Assert.Empty((await other.AskAsync(work => ReadAsync(work))).Lines);
        Assert.Equal("number-not-found", (await other.AskAsync(work => new CancelNumberHandler(work).Handle(new CancelNumber(inserted.Value.Id, "Bukan milik kami"), None))).Refusal?.Code);
        Assert.Contains("/1/", (await other.IssueAsync(Ids.New(), "SPMB")).Number);
    }

    [Theory]
    [InlineData("UPDATE documents.number_register SET last = last - 1", "only counts up")]
    [InlineData("UPDATE documents.number_register SET book = 'lain'", "only counts up")]
    [InlineData("UPDATE documents.document SET seq = 9", "keeps its place")]
    [InlineData("UPDATE documents.number_entry SET seq = 9", "was written into its book")]
    [InlineData("UPDATE documents.number_entry SET reason = 'lain'", "was written into its book")]
    [InlineData("UPDATE documents.trail SET kind = 'lain'", "only appends")]
    [InlineData("INSERT INTO documents.document (office, id, case_id, code, title, number, issued_on, issued_at, positions, verification_code, model, template_hash, created_at, book, book_year, seq) SELECT office, gen_random_uuid(), case_id, code, title, 'dua', issued_on, issued_at, positions, 'x', model, template_hash, created_at, book, book_year, seq FROM documents.document", "document_one_number")]
    public async Task What_a_book_says_is_not_changed_even_by_who_owns_the_tables(string change, string why)
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);
        await office.IssueAsync(Ids.New(), "SPMB");
        await office.AskAndKeepAsync(work => NumberInsertion.WriteAsync(work, Order(follows: 1), None));

        await using var superuser = database.AsSuperuser();
        await using var command = superuser.CreateCommand(change);
        var refused = await Assert.ThrowsAsync<PostgresException>(command.ExecuteNonQueryAsync);
        Assert.Contains(why, $"{refused.MessageText} {refused.ConstraintName}");
    }

    [Fact]
    public async Task A_paper_with_a_number_from_outside_stands_in_the_book_without_a_place_in_its_series()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await OpenAsync(database);
        await office.IssueAsync(Ids.New(), "AMR", "AMR-3315-2026-10-0007");
        await office.IssueAsync(Ids.New(), "AMR", "AMR-3315-2026-10-0008");

        var page = (await office.AskAsync(work => OpenBook.ReadAsync(work, ("amrah", null), (null, []), (50, null), None))).Value;

        Assert.Equal(["AMR-3315-2026-10-0008", "AMR-3315-2026-10-0007"], page.Lines.Select(l => l.Number));
        Assert.Equal((0, 2), (page.Book.Last, page.Book.Issued));
    }

    private static NumberOrder Order(int follows, string? suffix = null, Guid? caseId = null) =>
        new("spmb", 2026, follows, suffix, "SPMB", null, caseId, null, "Lupa dicatat");

    private static async Task<DocumentsOffice> OpenAsync(TestDatabase database, string utc = "2026-10-05T02:00:00Z")
    {
        await ToAsync(database, utc);
        return await DocumentsOffice.OpenAsync(database, Office);
    }

    private static async Task<OpenBook> ReadAsync(UnitOfWork work, string? text = null, IReadOnlyList<Guid>? cases = null) =>
        (await OpenBook.ReadAsync(work, ("spmb", null), (text, cases ?? []), (1000, null), None)).Value;

    private static Task ToAsync(TestDatabase database, string utc) => DocumentsOffice.SetClockAsync(database, utc);
}
