using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Alokon.Faults.Ground;

/// <summary>
/// Stands between two programs and can do what a bad network does: break every connection, or swallow an answer whose deed is
/// done and break the connection instead (the client knows nothing, the server knows everything).
/// </summary>
internal sealed class Cutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly EndPoint _target;
    private readonly Func<byte[], int, bool> _isAnswer;
    private readonly ConcurrentDictionary<int, (Socket Near, Socket Far)> _pairs = new();
    private readonly Task _accepting;
    private int _ids;
    private int _toLose;
    private int _lost;

    /// <param name="isAnswer">Do these bytes, on their way back, tell that something was done?</param>
    public Cutter(EndPoint target, Func<byte[], int, bool> isAnswer)
    {
        _target = target;
        _isAnswer = isAnswer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int Lost => _lost;

    /// <summary>PostgreSQL's word for a transaction that is over and kept: message C with the tag COMMIT.</summary>
    public static bool IsCommit(byte[] bytes, int count) => bytes.AsSpan(0, count).IndexOf("C\0\0\0\vCOMMIT\0"u8) >= 0;

    /// <summary>Any answer to an HTTP request.</summary>
    public static bool IsHttp(byte[] bytes, int count) => count > 9 && bytes.AsSpan(0, 9).SequenceEqual("HTTP/1.1 "u8);

    public void LoseNext(int answers) => Interlocked.Add(ref _toLose, answers);

    /// <summary>The plan goes on: what was not lost until now is not lost any more.</summary>
    public void LoseNoMore() => Interlocked.Exchange(ref _toLose, 0);

    public void CutAll()
    {
        foreach (var id in _pairs.Keys)
        {
            Cut(id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        CutAll();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = JoinAsync(near);
        }
    }

    private async Task JoinAsync(Socket near)
    {
        var far = new Socket(_target.AddressFamily, SocketType.Stream, _target.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        var id = Interlocked.Increment(ref _ids);
        try
        {
            await far.ConnectAsync(_target);
        }
        catch (SocketException)
        {
            near.Dispose();
            far.Dispose();
            return;
        }

        _pairs[id] = (near, far);
        await Task.WhenAny(PassAsync(near, far, _ => false), PassAsync(far, near, Swallow));
        Cut(id);

        bool Swallow((byte[] Bytes, int Count) chunk) => Volatile.Read(ref _toLose) > 0 && _isAnswer(chunk.Bytes, chunk.Count) && TakeOne();
    }

    private bool TakeOne()
    {
        if (Interlocked.Decrement(ref _toLose) < 0)
        {
            Interlocked.Increment(ref _toLose);
            return false;
        }

        Interlocked.Increment(ref _lost);
        return true;
    }

    private static async Task PassAsync(Socket from, Socket to, Func<(byte[] Bytes, int Count), bool> swallow)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0 && !swallow((buffer, count)))
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the two is gone; the pair is cut.
        }
    }

    private void Cut(int id)
    {
        if (_pairs.TryRemove(id, out var pair))
        {
            // Zero linger: a reset, as from a machine that fell over, not a polite end.
            pair.Near.LingerState = new LingerOption(true, 0);
            pair.Near.Dispose();
            pair.Far.Dispose();
        }
    }
}
