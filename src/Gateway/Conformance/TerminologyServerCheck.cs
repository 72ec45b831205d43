using Gateway.Sources.Terminology;
using Microsoft.Extensions.Options;

namespace Gateway.Conformance;

/// <summary>Checks when the host starts that a terminology server that is named can be asked as its options say. It is not asked yet.</summary>
internal sealed class TerminologyServerCheck : IValidateOptions<TerminologyServerOptions>
{
    public ValidateOptionsResult Validate(string? name, TerminologyServerOptions options)
    {
        var faults = TerminologyServerLoading.Check(options).Select(f => $"{TerminologyServerOptions.Section}: {f}").ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
