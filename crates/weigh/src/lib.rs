//! What is agreeable now, and what blocks the rest.
