using Alokon.Engine;
using Npgsql;
using Xunit;

namespace Alokon.Tests.People;

public sealed class PeopleRowLevelSecurityTests
{
    [Fact]
    public async Task An_office_sees_and_touches_its_own_rows_only()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await house.RegisterAsync(3206);
        await house.SignInAsync("plkb");

        string[] tables = ["people.unit", "people.position", "people.person", "people.holding", "people.account", "people.session", "people.sign_in_attempt"];
        await using var work = await house.Database.NewUnitOfWork(3206);
        foreach (var table in tables)
        {
            Assert.True(await house.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE office = 3315") > 0, table);
            Assert.Equal(0L, await ScalarAsync(work, $"SELECT count(*) FROM {table} WHERE office = 3315"));
            Assert.Equal(0, await RunAsync(work, $"DELETE FROM {table} WHERE office = 3315"));
        }
    }

    [Fact]
    public async Task An_office_cannot_write_into_another_nor_rename_it()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();
        await using var work = await house.Database.NewUnitOfWork(3206);

        Assert.Equal(1L, await ScalarAsync(work, "SELECT count(*) FROM people.office WHERE office = 3315")); // public: the sign-in page lists it
        Assert.Equal(0, await RunAsync(work, "UPDATE people.office SET name = 'Curian' WHERE office = 3315"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(
            work, "INSERT INTO people.person (office, id, name) VALUES (3315, gen_random_uuid(), 'Penyusup')"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_table_itself_refuses_a_malformed_NIP_and_a_scope_that_does_not_fit_the_role()
    {
        await using var house = await PeopleHouse.WithOfficeAsync();

        var nip = await Assert.ThrowsAsync<PostgresException>(() => house.ExecuteAsync(
            "INSERT INTO people.person (office, id, name, nip) VALUES (3315, gen_random_uuid(), 'Orang', '196813291990012001')"));
        var scope = await Assert.ThrowsAsync<PostgresException>(() => house.ExecuteAsync(
            "INSERT INTO people.position (office, id, unit, code, role, title, scope, scope_code) SELECT 3315, gen_random_uuid(), id, 'x', 'faskes', 'x', 'office', '' FROM people.unit WHERE office = 3315"));
        var acting = await Assert.ThrowsAsync<PostgresException>(() => house.ExecuteAsync(
            "INSERT INTO people.holding (office, id, position, person, mandate, held_from) SELECT office, gen_random_uuid(), position, person, 'plt', held_from FROM people.holding LIMIT 1"));

        Assert.Equal("person_nip_is_well_formed", nip.ConstraintName);
        Assert.Equal("position_scope_fits_role", scope.ConstraintName);
        Assert.Equal("holding_acting_names_its_letter_and_end", acting.ConstraintName);
    }

    private static async Task<long> ScalarAsync(UnitOfWork work, string sql)
    {
        await using var command = new NpgsqlCommand(sql, work.Connection);
        return (long)(await command.ExecuteScalarAsync())!; // count is never null
    }

    private static async Task<int> RunAsync(UnitOfWork work, string sql)
    {
        await using var command = new NpgsqlCommand(sql, work.Connection);
        return await command.ExecuteNonQueryAsync();
    }
}
