using System.Text.Json.Nodes;

namespace Alokon.Host.Elsa;

/// <summary>What Studio offers beside activities: kinds of expressions, of variables and their keeping, strategies. Each is what the engine knows, in Elsa's spelling.</summary>
internal static class DescriptorLists
{
    public static JsonArray Expressions() =>
    [
        Expression("Literal", "Nilai", null),
        Expression("Object", "Objek (JSON)", "json"),
        Expression("JavaScript", "JavaScript", "javascript"),
        Expression("Variable", "Variabel", null),
        Expression("Input", "Masukan", null),
    ];

    public static JsonArray Variables() =>
    [
        Variable("String", "Teks"),
        Variable("Boolean", "Ya atau tidak"),
        Variable("Int32", "Bilangan bulat"),
        Variable("Int64", "Bilangan bulat besar"),
        Variable("Double", "Bilangan pecahan"),
        Variable("Decimal", "Bilangan desimal tepat"),
        Variable("DateTimeOffset", "Tanggal dan waktu"),
        Variable("TimeSpan", "Lama waktu"),
        Variable("Guid", "Pengenal unik"),
        Variable("Object", "Objek apa saja"),
        Variable("ObjectDictionary", "Objek dengan nama-nama"),
    ];

    public static JsonArray StorageDrivers() =>
    [
        Driver("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", "Tersimpan bersama kasus", 0),
        Driver("Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core", "Hanya selama satu langkah", 1),
    ];

    public static JsonArray ActivationStrategies() =>
    [
        Strategy("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "Selalu boleh", "Setiap permintaan memulai kasus baru."),
        Strategy("Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core", "Satu saja", "Tidak dimulai selama ada yang masih berjalan dari alur ini."),
        Strategy("Elsa.Workflows.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Core", "Satu untuk setiap korelasi", "Tidak dimulai selama ada yang berjalan, dari alur mana pun, dengan korelasi yang sama."),
        Strategy("Elsa.Workflows.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Core", "Satu dari alur ini untuk setiap korelasi", "Tidak dimulai selama ada yang berjalan dari alur ini dengan korelasi yang sama."),
    ];

    public static JsonArray IncidentStrategies() =>
    [
        Strategy("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "Hentikan kasus", "Kasus berhenti sampai langkah yang gagal diulang."),
        Strategy("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "Teruskan cabang lain", "Cabang lain tetap berjalan; langkah yang gagal menunggu diulang."),
    ];

    /// <summary>What a script may call, for the editor's completion.</summary>
    public static string ScriptTypes(JsonObject? definition)
    {
        var names = new[] { "variables", "inputs" }.SelectMany(list => (definition?[list] as JsonArray ?? []).OfType<JsonObject>().Select(item => (List: list, Name: item["name"]?.ToString())));
        var own = names.Where(item => item.Name is { Length: > 0 } name && name.All(char.IsLetterOrDigit)).Select(item => (item.List, Name: char.ToUpperInvariant(item.Name![0]) + item.Name[1..])).ToList(); // filtered by its length
        return string.Join('\n',
        [
            "declare function getVariable(name: string): any;",
            "declare function setVariable(name: string, value: any): void;",
            "declare function getInput(name: string): any;",
            "declare function getOutputFrom(activity: string, output?: string): any;",
            "declare function getLastResult(): any;",
            "declare function getWorkflowDefinitionId(): string;",
            "declare function getWorkflowDefinitionVersionId(): string;",
            "declare function getWorkflowDefinitionVersion(): number;",
            "declare function getWorkflowInstanceId(): string;",
            "declare function getWorkflowInstanceName(): string;",
            "declare function setWorkflowInstanceName(name: string): void;",
            "declare function getCorrelationId(): string;",
            "declare function setCorrelationId(value: string): void;",
            .. own.Where(item => item.List == "variables").SelectMany(item => new[] { $"declare function get{item.Name}(): any;", $"declare function set{item.Name}(value: any): void;" }).Distinct(),
            .. own.Where(item => item.List == "inputs").Select(item => $"declare function get{item.Name}(): any;").Distinct(),
        ]);
    }

    private static JsonNode Expression(string type, string name, string? language) => new JsonObject
    {
        ["type"] = type,
        ["displayName"] = name,
        ["isSerializable"] = true,
        ["isBrowsable"] = true,
        ["properties"] = language is null ? new JsonObject() : new JsonObject { ["MonacoLanguage"] = language },
    };

    private static JsonNode Variable(string type, string description) =>
        new JsonObject { ["typeName"] = type, ["displayName"] = type, ["category"] = "Nilai", ["description"] = description };

    private static JsonNode Driver(string type, string name, int priority) =>
        new JsonObject { ["typeName"] = type, ["displayName"] = name, ["priority"] = priority, ["deprecated"] = false };

    private static JsonNode Strategy(string type, string name, string description) =>
        new JsonObject { ["typeName"] = type, ["displayName"] = name, ["description"] = description };
}
