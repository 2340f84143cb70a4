namespace Alokon.Host;

/// <summary>The server cannot start; the message is one line for the operator.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
