using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Audit;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Archive;

public sealed class ArchiveDatabaseTests : IAsyncLifetime
{
    private const int Grobogan = 3315;

    private readonly Guid _case = Ids.New();
    private readonly EffectSource _source;
    private TestDatabase _database = null!; // set by InitializeAsync, before any test
    private byte[]? _definition = "{}"u8.ToArray();
    private PrivateKeyCipher _cipher = SamplePack.Cipher;

    public ArchiveDatabaseTests() => _source = new EffectSource(_case, "distribusi-alokon-grobogan", 1, "arsip");

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_sealed_case_gets_a_pack_that_holds_once_its_papers_are_printed()
    {
        var key = await EnsureKeyAsync();
        Assert.Equal("pack-not-sealed", await RefusedAsync());

        await AddDocumentAsync();
        await SealAsync();
        Assert.True(await BuildNextAsync()); // looked at, but the paper is not printed
        Assert.False(await BuildNextAsync());
        Assert.Equal("pack-not-ready", await RefusedAsync());

        await PrintAsync();
        Assert.True(await BuildNextAsync());
        var pack = await GetAsync();
        var summary = PackVerifier.Verify(pack.Bytes, key.PublicKey).Value;

        Assert.Equal("ALK-3315-2026-1.zip", pack.FileName);
        Assert.True(summary.OriginProven);
        Assert.Equal((_case, 2L), (summary.Manifest.Case.Id, summary.Manifest.Events.Count));
        Assert.Equal(("AMR", "001/AMR/2026", "Kepala Puskesmas"), summary.Manifest.Documents.Select(d => (d.Code, d.Number, d.Position)).Single());
        Assert.Equal(["K/0/KB"], summary.Manifest.Attachments.Select(a => a.Kind));
    }

    [Fact]
    public async Task A_node_with_another_key_file_is_told_at_its_start()
    {
        async Task<Refusal?> CheckAsync(PrivateKeyCipher cipher)
        {
            await using var work = await _database.NewUnitOfWork(Grobogan);
            return (await new CheckKeyFileHandler(work, cipher).Handle(new CheckKeyFile(), default)).Refusal;
        }

        var other = new PrivateKeyCipher(System.Security.Cryptography.RandomNumberGenerator.GetBytes(PrivateKeyCipher.KeyLength));
        Assert.Null(await CheckAsync(other)); // an office without a key takes any
        await EnsureKeyAsync();

        Assert.Null(await CheckAsync(_cipher));
        Assert.Equal(new ArchiveRefusal.OtherKeyFile(Grobogan), await CheckAsync(other));
    }

    [Fact]
    public async Task A_pack_is_built_once_and_frozen()
    {
        await EnsureKeyAsync();
        await SealAsync();
        Assert.Equal([true, false, false], (await Task.WhenAll(BuildNextAsync(), BuildNextAsync(), BuildNextAsync())).OrderDescending());
        var first = await GetAsync();

        await using var superuser = _database.AsSuperuser();
        await using var rewrite = superuser.CreateCommand("UPDATE archive.pack SET status = 'pending', bytes = NULL, sha256 = NULL, key_id = NULL, built_at = NULL");
        Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => rewrite.ExecuteNonQueryAsync())).SqlState);
        Assert.Equal(first.Bytes, (await GetAsync()).Bytes);
    }

    [Fact]
    public async Task A_worker_that_died_with_its_claim_loses_it_with_the_lease()
    {
        await EnsureKeyAsync();
        await SealAsync();
        Assert.Equal(new ClaimedPack(Grobogan, _case), await PackQueue.ClaimNextAsync(_database.Source, LongLease.Terms, CancellationToken.None));
        Assert.False(await BuildNextAsync());

        await ExpireClaimAsync();
        Assert.True(await BuildNextAsync());
        Assert.NotEmpty((await GetAsync()).Bytes);
    }

    [Fact]
    public async Task A_pack_that_cannot_be_built_is_given_up_after_five_attempts_and_says_why()
    {
        await EnsureKeyAsync();
        await SealAsync();
        _definition = null;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.True(await BuildNextAsync());
            await ExpireClaimAsync();
        }

        Assert.False(await BuildNextAsync());
        await using var superuser = _database.AsSuperuser();
        await using var command = superuser.CreateCommand("SELECT status || ': ' || last_error FROM archive.pack");
        Assert.Contains("failed: Expected to build the pack", (string?)await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task With_another_key_file_nothing_is_signed()
    {
        await EnsureKeyAsync();
        await SealAsync();
        _cipher = new PrivateKeyCipher([.. Enumerable.Repeat((byte)1, 32)]);
        Assert.True(await BuildNextAsync());
        Assert.Equal("pack-not-ready", await RefusedAsync());
    }

    [Fact]
    public async Task A_history_that_was_changed_after_the_seal_is_not_signed()
    {
        await EnsureKeyAsync();
        await SealAsync();
        await using (var superuser = _database.AsSuperuser())
        await using (var connection = await superuser.OpenConnectionAsync())
        await using (var command = new NpgsqlCommand("SET session_replication_role = replica; DELETE FROM audit.event WHERE seq = 2", connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        Assert.True(await BuildNextAsync());
        Assert.Equal("pack-not-ready", await RefusedAsync());
    }

    [Fact]
    public async Task An_office_gets_one_key_however_often_and_publishes_it_without_its_private_half()
    {
        var keys = await Task.WhenAll(EnsureKeyAsync(), EnsureKeyAsync(), EnsureKeyAsync());
        await using var work = await _database.NewUnitOfWork(Grobogan);
        var published = (await new OfficeKeysHandler(work).Handle(new OfficeKeys(Grobogan), CancellationToken.None)).Value;

        Assert.Single(keys.Select(k => k.Fingerprint).Distinct());
        Assert.Equal(keys[0].Fingerprint, Assert.Single(published).Fingerprint);
        Assert.DoesNotContain("PRIVATE", published[0].PublicKey + published[0].Certificate);
        Assert.True((await new OfficeKeysHandler(work).Handle(new OfficeKeys(3206), CancellationToken.None)).IsRefused(out _));
    }

    [Fact]
    public async Task The_worker_role_sees_where_packs_wait_and_not_what_is_in_them()
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET ROLE alokon_worker; SELECT bytes FROM archive.pack", connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    private async Task<PublishedKey> EnsureKeyAsync()
    {
        await using var work = await _database.NewUnitOfWork(Grobogan);
        var key = await new EnsureKeyHandler(work, SamplePack.Cipher, NullLogger<EnsureKey>.Instance).Handle(new EnsureKey(), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return key.Value;
    }

    private async Task SealAsync()
    {
        await using var work = await _database.NewUnitOfWork(Grobogan);
        var log = new AuditLog();
        await log.AppendAsync(work, _case, new AuditEntry("case.ended", null, new JsonObject()), CancellationToken.None);
        var facts = new JsonObject { ["number"] = "ALK/3315/2026/1", ["status"] = "completed", ["definitionId"] = "distribusi-alokon-grobogan", ["version"] = 1, ["startedAt"] = work.Now };
        Assert.Null(await new SealCaseHandler(log).ApplyAsync(work, _source, new SealCase(_case, facts), CancellationToken.None));
        await work.CommitAsync(CancellationToken.None);
    }

    private async Task<bool> BuildNextAsync()
    {
        var sources = new PackSources(
            (_, _, _) => Task.FromResult<IReadOnlyList<PackAttachment>>([SamplePack.Attachment("K/0/KB", "k0kb.pdf", "%PDF", false)]),
            (_, _, _, _) => Task.FromResult(_definition),
            Demo: true);
        var assembly = new PackAssembly(sources, _cipher, NullLogger<PackAssembly>.Instance);
        return (await new BuildNextPackHandler(_database.Source, assembly, LongLease.Terms, NullLogger<BuildNextPack>.Instance).Handle(new BuildNextPack(), CancellationToken.None)).Value;
    }

    private async Task<SealedPack> GetAsync() => (await FindAsync()).Value;

    private async Task<string?> RefusedAsync() => (await FindAsync()).IsRefused(out var refusal) ? refusal.Code : null;

    private async Task<Outcome<SealedPack>> FindAsync()
    {
        await using var work = await _database.NewUnitOfWork(Grobogan);
        return await new GetPackHandler(work).Handle(new GetPack(_case), CancellationToken.None);
    }

    private Task ExpireClaimAsync() => SqlAsync("UPDATE archive.pack SET claimed_until = '-infinity'");

    private async Task AddDocumentAsync()
    {
        await SqlAsync("INSERT INTO documents.template (office, code, hash, files, is_current, loaded_at) VALUES (3315, 'AMR', repeat('0', 64), '', true, now())");
        await SqlAsync(
            $"""
            INSERT INTO documents.document (office, id, case_id, code, title, number, issued_on, issued_at, positions, verification_code, model, template_hash, created_at)
            VALUES (3315, '{Ids.New()}', '{_case}', 'AMR', 'Amrah', '001/AMR/2026', '2026-10-05', now(), ARRAY['Kepala Puskesmas'], '3315-x', '', repeat('0', 64), now())
            """);
    }

    private async Task PrintAsync()
    {
        await SqlAsync("UPDATE documents.document SET status = 'ready', pdf = '%PDF', sha256 = encode(sha256('%PDF'), 'hex'), pages = 1");
        await ExpireClaimAsync();
    }

    private async Task SqlAsync(string sql)
    {
        await using var superuser = _database.AsSuperuser();
        await using var command = superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
