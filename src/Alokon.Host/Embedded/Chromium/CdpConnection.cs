using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>The browser went away (killed, crashed, out of memory) while something was asked of it.</summary>
internal sealed class BrowserLostException(string message) : Exception(message);

/// <summary>
/// The Chrome DevTools protocol over two pipes: JSON messages, each ended by a zero byte. A pipe, not a port, because
/// another user of the machine could connect to a port.
/// </summary>
internal sealed class CdpConnection : IAsyncDisposable
{
    // The browser takes a missing session for its own, but not null.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Stream _toBrowser;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonElement>> _listeners = new();
    private readonly Task _reading;
    private int _lastId;
    private volatile bool _lost;

    public CdpConnection(Stream toBrowser, Stream fromBrowser)
    {
        _toBrowser = toBrowser;
        // A printed paper is one message of some hundred kilobytes.
        _reading = ReadAsync(PipeReader.Create(fromBrowser, new StreamPipeReaderOptions(bufferSize: 256 * 1024, minimumReadSize: 64 * 1024)));
    }

    /// <summary>The browser is gone; a new one is needed.</summary>
    public bool IsLost => _lost;

    /// <summary>Ends when the browser is gone: for whoever waits for an event, which a dead browser never sends.</summary>
    public Task Gone => _reading;

    /// <summary>Called on the reading loop: the listener must not wait for an answer there.</summary>
    public void Listen(string session, Action<string, JsonElement> listener) => _listeners[session] = listener;

    public void StopListening(string session) => _listeners.TryRemove(session, out _);

    /// <param name="session">The page it is for; none = the browser itself.</param>
    /// <exception cref="BrowserLostException">The browser went away before it answered.</exception>
    /// <exception cref="EmbeddedException">The browser refused.</exception>
    public async Task<JsonElement> CallAsync(string method, object parameters, string? session, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            // Looked at after the entry is made: the reading loop sets the flag first and then fails every entry.
            if (_lost)
            {
                throw new BrowserLostException($"{method} was asked of a browser that is gone");
            }

            await WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId = session }, Json), ct);
            return await answer.Task.WaitAsync(ct);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _toBrowser.DisposeAsync();
        await _reading;
        _writing.Dispose();
    }

    private async Task WriteAsync(byte[] message, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            // Not cancellable once begun: half a message would garble every later one.
            await _toBrowser.WriteAsync(message, CancellationToken.None);
            await _toBrowser.WriteAsync(new byte[1], CancellationToken.None);
            await _toBrowser.FlushAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw new BrowserLostException($"The browser's pipe is closed: {failure.Message}");
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync(PipeReader reader)
    {
        try
        {
            var looked = 0L; // no end was found in so many bytes: a long message is not searched again from its beginning
            while (true)
            {
                var read = await reader.ReadAsync();
                var buffer = read.Buffer;
                while (buffer.Slice(looked).PositionOf((byte)0) is { } end)
                {
                    using var message = JsonDocument.Parse(buffer.Slice(0, end));
                    Dispatch(message.RootElement);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                    looked = 0;
                }

                looked = buffer.Length;
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The same as the end of the pipe.
        }

        _lost = true;
        foreach (var answer in _waiting.Values)
        {
            answer.TrySetException(new BrowserLostException("The browser went away before it answered"));
        }
    }

    private void Dispatch(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (_waiting.TryGetValue(id.GetInt32(), out var answer))
            {
                Answer(answer, message);
            }
        }
        else if (message.TryGetProperty("sessionId", out var session) && _listeners.TryGetValue(session.GetString() ?? "", out var listener))
        {
            listener(message.GetProperty("method").GetString() ?? "", message.GetProperty("params").Clone());
        }
    }

    private static void Answer(TaskCompletionSource<JsonElement> answer, JsonElement message)
    {
        if (message.TryGetProperty("error", out var error))
        {
            answer.TrySetException(new EmbeddedException($"The browser refused: {error.GetProperty("message").GetString()}"));
        }
        else
        {
            answer.TrySetResult(message.GetProperty("result").Clone());
        }
    }
}
