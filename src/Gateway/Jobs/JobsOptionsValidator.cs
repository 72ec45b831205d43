using Microsoft.Extensions.Options;

namespace Gateway.Jobs;

/// <summary>Checks the options when the gateway starts, and names all faults.</summary>
[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
