using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
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
    private const int UsualMessage = 1024 * 1024;

    // The browser takes a missing session for its own, but not null. A paper is full of signs that would be written as six, for readers that are none here.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Stream _toBrowser;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<int, Question> _waiting = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonElement>> _listeners = new();
    private readonly Task _reading;
    private ArrayBufferWriter<byte> _message = new(); // whose turn it is to write has it
    private int _lastId;
    private volatile bool _lost;

    public CdpConnection(Stream toBrowser, Stream fromBrowser)
    {
        _toBrowser = toBrowser;
        _reading = Task.Factory.StartNew(() => Read(new CdpMessages(fromBrowser)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
    public Task<JsonElement> CallAsync(string method, object parameters, string? session, CancellationToken ct) =>
        CallAsync(method, parameters, session, result => result.Clone(), ct);

    /// <param name="read">Takes out of the answer what is wanted. Called on the reading loop, and the answer is gone after it: it must not wait, nor keep the element.</param>
    /// <inheritdoc cref="CallAsync(string, object, string?, CancellationToken)"/>
    public async Task<T> CallAsync<T>(string method, object parameters, string? session, Func<JsonElement, T> read, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = new Question(result => answer.TrySetResult(read(result)), failure => answer.TrySetException(failure));
        try
        {
            // Looked at after the entry is made: the reading loop sets the flag first and then fails every entry.
            if (_lost)
            {
                throw new BrowserLostException($"{method} was asked of a browser that is gone");
            }

            await WriteAsync(new { id, method, @params = parameters, sessionId = session }, ct);
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

    private async Task WriteAsync<T>(T message, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            using (var json = new Utf8JsonWriter(_message, new JsonWriterOptions { Encoder = Json.Encoder }))
            {
                JsonSerializer.Serialize(json, message, Json);
            }

            _message.Write("\0"u8);
            // Not cancellable once begun: half a message would garble every later one.
            await _toBrowser.WriteAsync(_message.WrittenMemory, CancellationToken.None);
            await _toBrowser.FlushAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw new BrowserLostException($"The browser's pipe is closed: {failure.Message}");
        }
        finally
        {
            _message.ResetWrittenCount();
            _message = _message.Capacity > UsualMessage ? new ArrayBufferWriter<byte>() : _message;
            _writing.Release();
        }
    }

    private void Read(CdpMessages messages)
    {
        try
        {
            while (messages.Next() is { } bytes)
            {
                using var message = JsonDocument.Parse(bytes);
                Dispatch(message.RootElement);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or JsonException)
        {
            // The same as the end of the pipe: who writes no JSON is no browser any more.
        }

        _lost = true;
        foreach (var question in _waiting.Values)
        {
            question.Fail(new BrowserLostException("The browser went away before it answered"));
        }
    }

    private void Dispatch(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (_waiting.TryGetValue(id.GetInt32(), out var question))
            {
                question.Take(message);
            }
        }
        else if (message.TryGetProperty("sessionId", out var session) && _listeners.TryGetValue(session.GetString() ?? "", out var listener))
        {
            listener(message.GetProperty("method").GetString() ?? "", message.GetProperty("params").Clone());
        }
    }

    /// <summary>Something that was asked, and what becomes of its answer.</summary>
    private sealed record Question(Action<JsonElement> Answer, Action<Exception> Fail)
    {
        public void Take(JsonElement message)
        {
            if (message.TryGetProperty("error", out var error))
            {
                Fail(new EmbeddedException($"The browser refused: {error.GetProperty("message").GetString()}"));
                return;
            }

            try
            {
                Answer(message.GetProperty("result"));
            }
            catch (Exception unexpected) when (unexpected is FormatException or InvalidOperationException or KeyNotFoundException)
            {
                Fail(unexpected); // it befalls who asked, not all who wait
            }
        }
    }
}
