namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// The messages that come out of a pipe, each ended by a zero byte, in one buffer that is used again: a printed paper is a message of some
/// hundred kilobytes, and a new array for each would be cleared, filled once, and left to the most expensive kind of garbage collection.
/// </summary>
internal sealed class CdpMessages(Stream fromBrowser, int usual = 512 * 1024)
{
    private byte[] _buffer = new byte[usual];
    private int _begin;
    private int _looked; // up to here no end was found: a long message is not searched again from its beginning
    private int _end;

    /// <summary>Waits for it. Blocks its thread: a pipe has no other way, and a thread of its own is cheaper than one of the pool for each piece.</summary>
    /// <returns>Without its zero; good until the next is asked for. Null: the pipe has ended.</returns>
    public ReadOnlyMemory<byte>? Next()
    {
        while (true)
        {
            if (_buffer.AsSpan(_looked, _end - _looked).IndexOf((byte)0) is >= 0 and var found)
            {
                var message = _buffer.AsMemory(_begin, _looked + found - _begin);
                _begin = _looked = _looked + found + 1;
                return message;
            }

            _looked = _end;
            MakeRoom();
            var read = fromBrowser.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return null; // what is half there will never be whole
            }

            _end += read;
        }
    }

    private void MakeRoom()
    {
        if (_begin == _end && _buffer.Length > usual)
        {
            _buffer = new byte[usual]; // one huge paper shall not cost its memory for ever
        }
        else if (_begin == 0 && _end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        else if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
        }

        (_begin, _looked, _end) = (0, _looked - _begin, _end - _begin);
    }
}
