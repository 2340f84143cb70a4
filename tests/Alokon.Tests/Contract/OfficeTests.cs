using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>Who I am, lists, what is published.</summary>
[Collection(ContractFacts.Name)]
public sealed class OfficeTests(ContractServer server)
{
    [Fact]
    public async Task Me_names_user_office_positions_and_permissions()
    {
        var me = (await server.As("plkb").GetAsync("/api/v1/me")).Expect(200);
        Assert.Equal("plkb", me["user"]["username"]!.ToString());
        Assert.Equal(3315, me["office"]["code"]!.GetValue<int>());
        Assert.Equal("plkb", Assert.Single(me["positions"].AsArray())!["role"]!.ToString());
        Assert.Contains("cases.start", me["permissions"].AsArray().Select(p => p!.ToString()));
    }

    [Fact]
    public async Task The_workflow_in_force_is_listed_with_its_SOP()
    {
        var workflow = Assert.Single((await server.As("faskes").GetAsync("/api/v1/workflows")).Expect(200).Items, w => w["definitionId"]!.ToString() == "distribusi-alokon-grobogan");
        Assert.Equal(1, workflow["version"]!.GetValue<int>());
        Assert.NotNull(workflow["name"]);
        Assert.NotNull(workflow["sop"]!["number"]);
    }

    [Fact]
    public async Task A_list_of_cases_is_read_page_by_page()
    {
        const string Facility = "3315018";
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            numbers.Add((await (await Journey.StartAsync(server, Facility)).ViewAsync())["number"]!.ToString());
        }

        var read = await PagesAsync($"faskes-{Facility}", "/api/v1/cases?limit=1", "number");
        Assert.Equal(Enumerable.Reverse(numbers), read);
        Assert.Equal(numbers[1], Assert.Single((await server.As("auditor").GetAsync($"/api/v1/cases?q={numbers[1]}")).Items)["number"]!.ToString());
        Assert.Empty((await server.As("auditor").GetAsync($"/api/v1/cases?facility={Facility}&status=completed")).Items);
    }

    [Theory]
    [InlineData("due")]
    [InlineData("created")]
    public async Task A_list_of_tasks_is_read_page_by_page(string sort)
    {
        await server.StandingAtAsync("terima");
        await server.StandingAtAsync("teliti");
        var whole = (await server.As("kabid").GetAsync($"/api/v1/tasks?scope=all&sort={sort}&limit=200")).Expect(200).Items.Select(t => t["id"]!.ToString()).ToList();
        Assert.Equal(whole, await PagesAsync("kabid", $"/api/v1/tasks?scope=all&sort={sort}&limit=7", "id"));
    }

    [Fact]
    public async Task An_inbox_shows_what_its_officer_can_do_now()
    {
        var journey = await server.StandingAtAsync("disposisi");
        Assert.Contains((await server.As("kabid").GetAsync("/api/v1/tasks?scope=mine&limit=200")).Items, t => t["caseId"]!.ToString() == journey.Id);
        Assert.DoesNotContain((await server.As("plkb").GetAsync("/api/v1/tasks?scope=mine&limit=200")).Items, t => t["caseId"]!.ToString() == journey.Id);
        Assert.All((await server.As("plkb").GetAsync("/api/v1/tasks?scope=team&status=done&limit=200")).Items, t => Assert.Equal("done", t["status"]!.ToString()));
    }

    [Theory]
    [InlineData("/api/v1/tasks?scope=semua", "scope")]
    [InlineData("/api/v1/tasks?status=selesai", "status")]
    [InlineData("/api/v1/tasks?sort=abjad", "sort")]
    [InlineData("/api/v1/cases?status=selesai", "status")]
    [InlineData("/api/v1/sla/breaches?clock=jam", "clock")]
    [InlineData("/api/v1/sla/summary?from=kemarin", "from")]
    [InlineData("/api/v1/sla/summary?to=besok", "to")]
    [InlineData("/api/v1/sla/summary?from=0001-01-01", "from")]
    [InlineData("/api/v1/sla/breaches?to=9999-12-31", "to")]
    public async Task A_filter_that_is_not_known_is_named(string path, string field) =>
        (await server.As("kabid").GetAsync(path)).Expect(422, field: field);

    [Theory]
    [InlineData("/api/v1/cases?limit=banyak")]
    [InlineData("/api/v1/cases?limit=99999999999999")]
    [InlineData("/api/v1/tasks?limit=1.5")]
    [InlineData("/api/v1/cases?q=%00")]
    [InlineData("/api/v1/cases?status=%00")]
    [InlineData("/api/v1/cases?workflow=a%00b")]
    [InlineData("/api/v1/cases?facility=%00")]
    [InlineData("/api/v1/sla/breaches?step=%00")]
    [InlineData("/api/v1/sla/breaches?unit=%00")]
    public async Task A_query_that_cannot_be_read_is_a_bad_request(string path) =>
        (await server.As("kabid").GetAsync(path)).Expect(400);

    [Theory]
    [InlineData("/api/v1/cases?limit=0")]
    [InlineData("/api/v1/cases?limit=-5")]
    [InlineData("/api/v1/cases?limit=1000000")]
    [InlineData("/api/v1/cases?q=%25")]
    [InlineData("/api/v1/cases?q=%27%3B%20DROP%20TABLE")]
    [InlineData("/api/v1/tasks?status=")]
    public async Task A_strange_but_readable_query_is_answered(string path)
    {
        var answer = await server.As("kabid").GetAsync(path);
        Assert.True(answer.Status is 200 or 422, answer.Text);
    }

    [Theory]
    [InlineData("/api/v1/tidak-ada", 404)]
    [InlineData("/api/v1/cases/bukan-uuid", 404)]
    [InlineData("/api/v1/tasks/123", 404)]
    [InlineData("/api/v1/tasks/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("/api/v1/documents/00000000-0000-0000-0000-000000000000/pdf", 404)]
    [InlineData("/api/v1/tidak.ada", 404)]
    [InlineData("/api/v1/auth/token", 405)]
    [InlineData("/api/v1/resupply/calculate", 405)]
    public async Task An_address_of_nothing_answers_as_problem_details(string path, int status) =>
        (await server.As("kabid").GetAsync(path)).Expect(status);

    [Fact]
    public async Task A_page_of_nothing_is_still_a_page()
    {
        using var response = await server.Http.GetAsync("/halaman/tidak-ada");
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_OpenAPI_document_lists_the_paths_of_the_contract()
    {
        using var response = await server.Http.GetAsync("/openapi/v1.json");
        var paths = (await Answer.OfAsync(response)).Expect(200)["paths"].AsObject();
        foreach (var (method, path) in new[]
        {
            ("get", "/me"), ("get", "/workflows"), ("post", "/cases"), ("get", "/cases"), ("get", "/cases/{id}"), ("post", "/cases/{id}/withdraw"), ("post", "/cases/{id}/cancel"),
            ("post", "/cases/{id}/attachments"), ("get", "/cases/{id}/attachments"), ("get", "/cases/{id}/attachments/{attachment}"), ("get", "/cases/{id}/timeline"), ("get", "/cases/{id}/documents"),
            ("get", "/cases/{id}/pack"), ("get", "/tasks"), ("get", "/tasks/{id}"), ("post", "/tasks/{id}/claim"), ("post", "/tasks/{id}/release"), ("post", "/tasks/{id}/delegate"),
            ("post", "/tasks/{id}/complete"), ("get", "/documents/{id}"), ("get", "/documents/{id}/pdf"), ("get", "/sla/summary"), ("get", "/sla/breaches"), ("post", "/resupply/calculate"),
            ("get", "/verify/{code}"), ("post", "/verify"), ("get", "/offices/{code}/keys"), ("post", "/auth/token"), ("post", "/demo/clock"),
        })
        {
            Assert.True(paths[$"/api/v1{path}"]?[method] is not null, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task The_server_says_that_it_is_well(string path)
    {
        using var response = await server.Http.GetAsync(path);
        (await Answer.OfAsync(response)).Expect(200);
    }

    private async Task<List<string>> PagesAsync(string officer, string path, string member)
    {
        var read = new List<string>();
        string? after = null;
        do
        {
            var page = (await server.As(officer).GetAsync(after is null ? path : $"{path}&after={after}")).Expect(200);
            read.AddRange(page.Items.Select(i => i[member]!.ToString()));
            after = page.Body!["next"]?.ToString();
        }
        while (after is not null);
        return read;
    }
}
