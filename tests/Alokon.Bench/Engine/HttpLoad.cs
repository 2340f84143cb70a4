using System.Globalization;
using System.Text;
using System.Text.Json;
using Alokon.Engine;

namespace Alokon.Bench.Engine;

/// <summary>The same through the HTTP interface: bearer token, idempotency key, JSON; one kept connection per client.</summary>
internal sealed class HttpLoad(Desk desk, Town town, Uri address) : ILoad, IAsyncDisposable
{
    private const int Waiting = 1_200;

    private readonly List<PlainHttp> _connections = [];

    public string Mode => "http";

    public async Task PrepareAsync(int clients, CancellationToken ct)
    {
        while (_connections.Count < clients)
        {
            _connections.Add(await PlainHttp.ConnectAsync(address.Host, address.Port, ct));
        }

        await desk.FillAsync(Waiting, ct);
    }

    public async Task StepAsync(int client, CancellationToken ct)
    {
        var task = desk.Take();
        var (officer, outcome, data) = Answers.At(task.Step);
        var body = $$"""{"outcome":"{{outcome}}","data":{{data}},"version":{{task.Version.ToString(CultureInfo.InvariantCulture)}}}""";
        var head =
            $"POST /api/v1/tasks/{task.Id}/complete HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {town[task.Office, officer].Token}\r\n" +
            $"Idempotency-Key: {Ids.New()}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
        var (status, answer) = await _connections[client].SendAsync(head + body, ct);
        if (status != 200)
        {
            throw new InvalidOperationException($"{task.Step} answered {status}: {Encoding.UTF8.GetString(answer.Span)}");
        }

        PutNext(task.Office, answer);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private void PutNext(int office, ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        foreach (var next in json.RootElement.GetProperty("next").EnumerateArray())
        {
            desk.Put(new WaitingTask(
                office, next.GetProperty("id").GetGuid(), next.GetProperty("step").GetProperty("key").GetString() ?? "", next.GetProperty("version").GetInt32()));
        }
    }
}
