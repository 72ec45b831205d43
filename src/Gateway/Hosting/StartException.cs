namespace Gateway.Hosting;

/// <summary>Why the host does not start, in words for who starts it.</summary>
internal sealed class StartException(string message) : Exception(message);
