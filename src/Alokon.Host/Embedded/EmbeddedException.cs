namespace Alokon.Host.Embedded;

/// <summary>A process that Alokon brings along (PostgreSQL, Chromium) cannot be used; the message is one line for the operator.</summary>
internal sealed class EmbeddedException(string message, Exception? inner = null) : Exception(message, inner);
