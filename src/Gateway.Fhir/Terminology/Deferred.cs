namespace Gateway.Fhir.Terminology;

/// <summary>A value that is read when it is first asked for. Should two threads read it at once, one reading is kept.</summary>
internal sealed class Deferred<T>(Func<T> read)
    where T : class
{
    private T? _value;

    public T Value => LazyInitializer.EnsureInitialized(ref _value, read);
}
