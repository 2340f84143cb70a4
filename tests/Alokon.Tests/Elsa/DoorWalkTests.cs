using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Sop.People;
using Alokon.Tests.Contract;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Alokon.Tests.Elsa;

/// <summary>
/// Every endpoint below /elsa/api, as the server itself lists them, by every role of two offices: none answers to whom it should not. A new endpoint is in
/// the walk by being there; one that is no GET is for admins alone unless it is named here as one that only reads.
/// </summary>
[Collection(ContractFacts.Name)]
public sealed partial class DoorWalkTests(ContractServer server)
{
    private const string Secret = "Alur rahasia Grobogan 7731";
    private const string Definition = "alur-rahasia";

    private static readonly string[] Looking = [Roles.Admin, Roles.Manajer, Roles.Auditor];

    private static readonly string[] OnlyReading =
    [
        "POST /elsa/api/workflow-instances",
        "POST /elsa/api/workflow-instances/{id}/journal",
        "POST /elsa/api/activity-executions/report",
        "POST /elsa/api/bulk-actions/export/workflow-definitions",
        "POST /elsa/api/bulk-actions/export/workflow-instances",
        "POST /elsa/api/descriptors/activities/{type}/options/{field}",
        "POST /elsa/api/scripting/javascript/type-definitions/{definitionId}",
    ];

    // A manager or auditor never names a definition: whether a name is free is asked by who gives one.
    private static readonly string[] ForWhoeverWrites = ["GET /elsa/api/workflow-definitions/validation/is-name-unique"];

    [Fact]
    public async Task Without_a_token_no_endpoint_answers()
    {
        foreach (var door in Doors())
        {
            using var answer = await server.Http.SendAsync(door.Ask("tidak-ada", "tidak-ada", "tidak-ada"));
            Assert.True((int)answer.StatusCode == 401, $"{door.Name} answered {(int)answer.StatusCode} to nobody");
        }
    }

    [Fact]
    public async Task A_session_of_a_browser_changes_nothing_without_the_token_of_its_page()
    {
        foreach (var door in Doors().Where(door => door.Method != "GET"))
        {
            using var request = door.Ask("tidak-ada", "tidak-ada", "tidak-ada");
            request.Headers.Add("Cookie", await server.CookieAsync("admin"));
            using var answer = await server.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == 400 && text.Contains("page-too-old", StringComparison.Ordinal), $"{door.Name} answered {(int)answer.StatusCode} to a page of another site: {text}");
        }
    }

    [Fact]
    public async Task Every_endpoint_answers_to_the_roles_that_it_is_for_and_to_no_other()
    {
        var (version, instance) = await PrepareAsync();
        var before = await StateAsync();
        var wrong = new List<string>();
        foreach (var role in Roles.All)
        {
            foreach (var door in Doors())
            {
                // An admin may do what the door does: with ids that exist nowhere, so that nothing is done.
                var may = Looking.Contains(role) && (role == Roles.Admin || door.Reads);
                var answer = role == Roles.Admin ? await AskAsync(door, role, ContractServer.Grobogan, "tidak-ada", "tidak-ada", Guid.Empty.ToString()) : await AskAsync(door, role, ContractServer.Grobogan, Definition, version, instance);
                if (may ? answer.Status is 401 or 403 or >= 500 : answer.Status != 403)
                {
                    wrong.Add($"{role} {door.Name}: {answer.Status} {answer.Text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task No_endpoint_tells_another_office_anything_or_lets_it_change_anything()
    {
        var (version, instance) = await PrepareAsync();
        var number = (await server.As(Roles.Auditor).GetAsync($"/api/v1/cases/{instance}")).Expect(200)["number"].ToString();
        var before = await StateAsync();
        var wrong = new List<string>();
        foreach (var role in Roles.All)
        {
            foreach (var door in Doors())
            {
                var answer = await AskAsync(door, role, ContractServer.Tasikmalaya, Definition, version, instance);
                var mayAsk = Looking.Contains(role) && (role == Roles.Admin || door.Reads);
                if (answer.Text.Contains(Secret, StringComparison.Ordinal) || answer.Text.Contains(number, StringComparison.Ordinal) || answer.Status >= 500 || (!mayAsk && answer.Status != 403))
                {
                    wrong.Add($"{role} {door.Name}: {answer.Status} {answer.Text}");
                }

                // What is named by an id of the other office does not exist here.
                if (mayAsk && door is { Method: "GET", Reads: true, NamesSomething: true } && answer.Status != 404 && !(answer.Status == 200 && IsEmptyList(answer)))
                {
                    wrong.Add($"{role} {door.Name}: {answer.Status} {answer.Text}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public void The_walk_knows_the_doors_that_Studio_uses()
    {
        var doors = Doors().Select(door => door.Name).ToHashSet();

        Assert.True(doors.Count > 50, $"Expected the whole API, but there are {doors.Count} endpoints");
        Assert.Contains("POST /elsa/api/workflow-definitions", doors);
        Assert.Contains("GET /elsa/api/descriptors/activities", doors);
        Assert.Contains("DELETE /elsa/api/workflow-definitions/{definitionId}", doors);
    }

    private List<Door> Doors() =>
    [
        .. from endpoint in server.EndpointsBelow("/elsa/api")
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select new Door(method, $"/{Constraint().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "{$1}")}"), // a mapped endpoint has its text
    ];

    private async Task<(string Version, string Instance)> PrepareAsync()
    {
        var found = await server.As(Roles.Admin).GetAsync($"/elsa/api/workflow-definitions/by-definition-id/{Definition}?versionOptions=Latest");
        if (found.Status == 404)
        {
            var model = new JsonObject
            {
                ["definitionId"] = Definition,
                ["name"] = Secret,
                ["description"] = Secret,
                ["root"] = JsonNode.Parse("""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"m","type":"Elsa.Start"}],"connections":[]}"""),
            };
            var made = await server.As(Roles.Admin).PostAsync("/elsa/api/workflow-definitions/import", model);
            Assert.True(made.Status == 200, made.Text);
            found = await server.As(Roles.Admin).GetAsync($"/elsa/api/workflow-definitions/by-definition-id/{Definition}?versionOptions=Latest");
        }

        return (found["id"].ToString(), (await server.StandingAtAsync("serahkan")).Id);
    }

    /// <summary>What the office has drawn, and the case that others try to reach.</summary>
    private async Task<string> StateAsync() =>
        $"{(await server.As(Roles.Auditor).GetAsync("/elsa/api/workflow-definitions?versionOptions=AllVersions&PageSize=200")).Text}\n{(await server.As(Roles.Auditor).GetAsync($"/elsa/api/workflow-definitions/by-definition-id/{Definition}?versionOptions=Latest")).Text}\n{await (await server.StandingAtAsync("serahkan")).StepAsync()}";

    private async Task<Answer> AskAsync(Door door, string role, int office, string definition, string version, string instance)
    {
        using var request = door.Ask(definition, version, instance);
        request.Headers.Authorization = await server.BearerAsync(office, role);
        using var response = await server.Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private static bool IsEmptyList(Answer answer) => answer.Body is JsonObject body && body.Any(member => member.Value is JsonArray) && body.All(member => member.Value is not JsonArray { Count: > 0 });

    [GeneratedRegex(@"\{([a-zA-Z]+)(?::[^}]*)?\}")]
    private static partial Regex Constraint();

    private sealed record Door(string Method, string Path)
    {
        public string Name => $"{Method} {Path}";

        public bool Reads => Method == "GET" ? !ForWhoeverWrites.Contains(Name) && !Path.EndsWith("/execute", StringComparison.Ordinal) : OnlyReading.Contains(Name);

        public bool NamesSomething => Path.Contains("{definitionId}", StringComparison.Ordinal) || Path.Contains("{versionId}", StringComparison.Ordinal) || Path.Contains("{id}", StringComparison.Ordinal);

        /// <summary>With everything that any of them asks for: each takes what it knows.</summary>
        public HttpRequestMessage Ask(string definition, string version, string instance)
        {
            var path = Path.Replace("{definitionId}", definition, StringComparison.Ordinal).Replace("{versionId}", version, StringComparison.Ordinal)
                .Replace("{version}", "1", StringComparison.Ordinal).Replace("{type}", "Alokon.Kirim", StringComparison.Ordinal).Replace("{field}", "role", StringComparison.Ordinal)
                .Replace("{id}", Path.Contains("workflow-definition", StringComparison.Ordinal) ? version : instance, StringComparison.Ordinal);
            var query = $"?versionOptions=Latest&WorkflowInstanceId={instance}&ActivityNodeId=x&id={instance}&name=Baru&childNodeId=x&parentNodeId=x&DefinitionIds={definition}&Ids={version}";
            var request = new HttpRequestMessage(new HttpMethod(Method), path + query);
            if (Method is not ("GET" or "DELETE"))
            {
                request.Content = Body(definition, version, instance);
            }

            return request;
        }

        private HttpContent Body(string definition, string version, string instance)
        {
            var json = new JsonObject
            {
                ["definitionIds"] = new JsonArray(definition),
                ["ids"] = new JsonArray(version),
                ["workflowInstanceId"] = instance,
                ["workflowInstanceIds"] = new JsonArray(instance),
                ["activityNodeIds"] = new JsonArray("x"),
                ["versionId"] = version,
                ["model"] = new JsonObject { ["definitionId"] = definition, ["id"] = version, ["name"] = "Milik orang lain" },
                ["publish"] = true,
            };
            return Path.EndsWith("/import-files", StringComparison.Ordinal)
                ? new MultipartFormDataContent { { new StringContent("{}"), "files", "x.json" } }
                : new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        }
    }
}
