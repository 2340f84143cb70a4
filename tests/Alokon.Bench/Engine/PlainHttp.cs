using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Alokon.Bench.Engine;

/// <summary>One kept connection that sends a request and reads its answer. As little as can be: it shares the processor with what is measured.</summary>
internal sealed class PlainHttp : IAsyncDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket;
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    private PlainHttp(Socket socket) => _socket = socket;

    public static async Task<PlainHttp> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host, port, ct);
        return new PlainHttp(socket);
    }

    public async Task<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(string request, CancellationToken ct)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(request), ct);
        _filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf(EndOfHead)) < 0)
        {
            await ReceiveAsync(ct);
        }

        var text = Encoding.ASCII.GetString(_buffer, 0, head);
        var status = int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var start = head + 4;
        return text.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
            ? (status, await ReadChunksAsync(start, ct))
            : (status, await ReadBodyAsync(start, Length(text), ct));
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int Length(string head)
    {
        const string name = "Content-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 0;
        }

        var end = head.IndexOf('\r', at);
        return int.Parse(head.AsSpan(at + name.Length, (end < 0 ? head.Length : end) - at - name.Length), CultureInfo.InvariantCulture);
    }

    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(int start, int length, CancellationToken ct)
    {
        while (_filled < start + length)
        {
            await ReceiveAsync(ct);
        }

        return _buffer.AsMemory(start, length);
    }

    private async Task<ReadOnlyMemory<byte>> ReadChunksAsync(int start, CancellationToken ct)
    {
        using var body = new MemoryStream();
        while (true)
        {
            int end;
            while ((end = _buffer.AsSpan(start, _filled - start).IndexOf("\r\n"u8)) < 0)
            {
                await ReceiveAsync(ct);
            }

            var size = int.Parse(Encoding.ASCII.GetString(_buffer, start, end), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            start += end + 2;
            while (_filled < start + size + 2)
            {
                await ReceiveAsync(ct);
            }

            if (size == 0)
            {
                return body.ToArray();
            }

            body.Write(_buffer, start, size);
            start += size + 2;
        }
    }

    private async Task ReceiveAsync(CancellationToken ct)
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), ct);
        _filled += read > 0 ? read : throw new InvalidOperationException("Expected an answer, but the server closed the connection.");
    }
}
