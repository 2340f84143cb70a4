using System.Text.Json.Nodes;
using Alokon.Host.Demo;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>The min-max calculation, asked over HTTP.</summary>
[Collection(ContractFacts.Name)]
public sealed class CalculatorTests(ContractServer server)
{
    [Fact]
    public async Task The_calculator_finds_the_numbers_of_the_samples()
    {
        var multiples = (await server.As("faskes").GetAsync("/api/v1/catalogue")).Expect(200)["commodities"].AsArray().ToDictionary(c => c!["code"]!.ToString(), c => c!["issueMultiple"]!.GetValue<int>());
        using var stream = typeof(SampleRequest).Assembly.GetManifestResourceStream("Alokon.Samples.requests.json")!; // embedded in the program
        foreach (var sample in JsonNode.Parse(stream)!.AsArray())
        {
            var lines = sample!["lines"]!.AsArray();
            var body = new JsonObject
            {
                ["policy"] = sample["policy"]!.DeepClone(),
                ["lines"] = new JsonArray([.. lines.Select(l => (JsonNode)new JsonObject
                {
                    ["commodity"] = l!["commodity"]!.ToString(),
                    ["dispensedLast3Months"] = l["dispensedLast3Months"]!.DeepClone(),
                    ["stockoutDays"] = l["stockoutDays"]?.DeepClone() ?? new JsonArray(0, 0, 0),
                    ["stockOnHand"] = l["stockOnHand"]!.GetValue<int>(),
                    ["issueMultiple"] = multiples[l["commodity"]!.ToString()],
                })]),
            };
            var answer = (await server.As("faskes").PostAsync("/api/v1/resupply/calculate", body)).Expect(200)["lines"].AsArray();
            foreach (var (expected, found) in lines.Zip(answer))
            {
                foreach (var name in new[] { "averageMonthlyConsumption", "monthsOfStock", "calculatedResupply" })
                {
                    Assert.True(Number(expected![name]) == Number(found![name]), $"{sample["id"]} {name}: expected {expected}, but got {found}");
                }

                Assert.Equal(expected!["stockStatus"]!.ToString(), found!["stockStatus"]!.ToString());
            }
        }
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "lines")]
    [InlineData("""{"policy":"longgar","lines":[{"commodity":"STK3","dispensedLast3Months":[1,1,1],"stockOnHand":1}]}""", "policy")]
    [InlineData("""{"policy":{"minMonths":4,"maxMonths":1,"emergencyMonths":0.5,"amcWindowMonths":3},"lines":[{"commodity":"STK3","dispensedLast3Months":[1,1,1],"stockOnHand":1}]}""", "policy")]
    [InlineData("""{"lines":[{"commodity":"STK3","dispensedLast3Months":[1,-1,1],"stockOnHand":1}]}""", "lines[0].dispensedLast3Months[1]")]
    [InlineData("""{"lines":[{"commodity":"STK3","dispensedLast3Months":"1","stockOnHand":1}]}""", "lines[0].dispensedLast3Months")]
    [InlineData("""{"policy":{"minMonths":1,"maxMonths":1000000,"emergencyMonths":0.5,"amcWindowMonths":3},"lines":[{"commodity":"STK3","dispensedLast3Months":[1000000,1000000,1000000],"stockOnHand":1}]}""", "policy.maxMonths")]
    [InlineData("""{"lines":[{"commodity":"STK3","dispensedLast3Months":[1000000,1000000,1000000],"stockoutDays":[30,30,29],"stockOnHand":1,"issueMultiple":1000000}]}""", "lines[0].dispensedLast3Months")]
    public async Task What_cannot_be_calculated_is_named(string body, string field) =>
        (await server.As("faskes").PostAsync("/api/v1/resupply/calculate", JsonNode.Parse(body))).Expect(422, field: field);

    private static decimal? Number(JsonNode? node) => node is null ? null : decimal.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
