using Alokon.Host.Migrations;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Host;

/// <summary>An office that signed with its certificate before its officers could sign.</summary>
public sealed class SignatureUpgradeTests
{
    [Fact]
    public async Task Papers_that_the_certificate_signed_before_are_known_to_be_certified_afterwards()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var migrations = SqlFile.Migrations();
        await new Migrator([.. migrations.Where(one => one.Number < 23)], []).ApplyAsync(database.Source, default);
        await FillAsync(database);

        await new Migrator(migrations, []).ApplyAsync(database.Source, default);

        Assert.Equal("plain=false, signed=true, waiting=false", await AskAsync(database, "SELECT string_agg(number || '=' || certified, ', ' ORDER BY number) FROM documents.document"));
        var late = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => AskAsync(database, "UPDATE documents.document SET certified = true WHERE number = 'plain' RETURNING number"));
        Assert.Equal(Npgsql.PostgresErrorCodes.RestrictViolation, late.SqlState);
    }

    private static async Task FillAsync(TestDatabase database) => await AskAsync(
        database,
        """
        WITH template AS (
          INSERT INTO documents.template (office, code, hash, files, is_current, loaded_at) VALUES (3315, 'SPMB', repeat('0', 64), '', true, now())
        ), signer AS (
          INSERT INTO documents.signer (office, id, subject, fingerprint, certificate, chain, private_key, valid_from, valid_to, installed_at, installed_by)
          VALUES (3315, gen_random_uuid(), 'Dinas', repeat('0', 64), '', '{}', '', now(), now(), now(), 'Admin')
        ), papers AS (
          INSERT INTO documents.document (office, id, case_id, code, title, number, issued_on, issued_at, positions, verification_code, model, template_hash, created_at, status, pdf, sha256, pages)
          SELECT 3315, gen_random_uuid(), gen_random_uuid(), 'SPMB', 'Surat', p.number, now(), now(), '{Kepala}', p.number, '{}', repeat('0', 64), now(), p.status, p.pdf, p.number, length(p.pdf)
          FROM (VALUES ('plain', 'ready', '%PDF-'::bytea), ('signed', 'ready', '%PDF- /SubFilter /ETSI.CAdES.detached'), ('waiting', 'pending', NULL)) AS p (number, status, pdf)
        )
        SELECT 'filled'
        """);

    private static async Task<string> AskAsync(TestDatabase database, string sql)
    {
        await using var superuser = database.AsSuperuser();
        await using var command = superuser.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!; // each asks for one text
    }
}
